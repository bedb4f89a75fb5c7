/** What somebody reads whose role opens no content. */
export const noAccessMessages = {
  noAccess: 'Tài khoản quản trị không xem được nội dung hoạt động. Việc quản trị người dùng, đơn vị làm ở mục riêng.',
  openMe: 'Mở mục Tôi',
  openPeople: 'Người dùng',
  openUnits: 'Đơn vị đã kết thúc',
} as const;
