/** What is said of entries that a lost database held. */
export const mirrorMessages = {
  title: (count: number) => `Tìm lại được ${count} bản ghi chưa gửi`,
  see: 'Xem',
  safe: 'Sổ trên máy này đã bị trình duyệt xóa; phần chữ của các bản ghi chưa gửi vẫn còn. Bản nào đã gửi rồi thì không bị ghi hai lần.',
  gone: 'Ảnh, tệp chưa gửi và bản đang ghi dở không còn. Trang Gửi sẽ nêu bản nào thiếu ảnh.',
  take: (count: number) => `Khôi phục ${count} bản ghi`,
  taking: 'Đang khôi phục…',
  taken: (count: number) => `Đã khôi phục ${count} bản ghi, sẽ tự gửi khi có mạng.`,
  failed: 'Phần chữ vẫn còn trên máy. Chưa khôi phục được, có thể vì máy hết chỗ. Dọn bớt bộ nhớ rồi bấm lại.',
};
