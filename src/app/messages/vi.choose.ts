/** Choosing what to log. */
export const chooseMessages = {
  title: 'Ghi hoạt động',
  mostUsed: 'Hay ghi',
  again: 'Ghi lại như lần trước',
  photosFirst: 'Chụp ảnh trước, chọn hình thức sau',
  drafts: 'Đang ghi dở',
  untitled: 'Chưa có nội dung',
  photos: (count: number) => `${count} ảnh`,
  photosWaiting: (count: number) => `${count} ảnh chờ ghi`,
  forPhotos: 'Ảnh này thuộc hình thức nào?',
} as const;
