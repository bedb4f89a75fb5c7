/** What is said of each photo of a form. */
export const photoRowMessages = {
  alternative: (place: number, total: number, title: string) => `Ảnh ${place}/${total}: ${title}`,
  source: { camera: 'chụp trong ứng dụng', gallery: 'ảnh có sẵn' },
  preparing: 'Đang chuẩn bị',
  unseen: 'Máy này không xem được, ảnh vẫn được gửi',
  elsewhere: 'Ảnh đã gửi',
  remove: (place: number) => `Bỏ ảnh ${place}`,
  up: (place: number) => `Đưa ảnh ${place} lên trước`,
  down: (place: number) => `Đưa ảnh ${place} xuống sau`,
  usedBefore: (day: string) => `Ảnh này đã dùng ở mục ngày ${day}. Vẫn thêm?`,
} as const;
