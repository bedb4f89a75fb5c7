/** Putting the app on the home screen. */
export const installMessages = {
  ask: 'Cài lên màn hình chính để mở nhanh và giữ dữ liệu an toàn',
  now: 'Cài ứng dụng',
  later: 'Để sau',
  ios: 'Bấm Chia sẻ, rồi chọn “Thêm vào MH chính”',
  done: 'Đã cài trên máy',
};
