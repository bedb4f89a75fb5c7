/** Why a form does not open, and where to go instead. */
export const openingMessages = {
  noUnit: 'Tài khoản chưa được giao đơn vị nào để ghi, hoặc quyền ghi đã hết hạn. Liên hệ Sở Nội vụ.',
  draftGone: 'Bản nháp này không còn trên máy. Có thể đã được lưu thành mục ở Sổ.',
  entryGone: 'Mục này chưa có trên máy. Nếu đang tải về thì mục sẽ tự mở; không thì mở Sổ để tìm.',
  unknownKind: 'Loại hoạt động này cần bản mới của ứng dụng mới ghi được.',
  locked: 'Mục này đã duyệt, bị từ chối hoặc đã hủy nên không sửa được. Mục đã duyệt hoặc bị từ chối thì đề nghị người duyệt mở lại.',
  log: 'Mở Sổ',
  home: 'Về Hôm nay',
} as const;
