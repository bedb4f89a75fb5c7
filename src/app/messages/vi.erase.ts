/** Of what an administrator takes away for good. */
export const eraseMessages = {
  label: 'Xóa hẳn',
  open: 'Xóa hẳn…',
  title: 'Xóa hẳn theo yêu cầu?',
  what: 'Xóa gì',
  whole: 'Cả mục này',
  photo: (index: number) => `Chỉ ảnh ${index}`,
  attachment: (name: string) => `Chỉ tệp ${name}`,
  tellsWhole: [
    'Nội dung, ảnh, tệp đính kèm, ý kiến và số liệu của mục bị xóa khỏi hệ thống, không lấy lại được.',
    'Máy của mọi người bỏ mục này ở lần gửi nhận tiếp theo, kể cả bản đang sửa dở.',
    'Lịch sử chỉ còn: ai, lúc nào, loại thay đổi nào.',
  ],
  tellsOne: [
    'Ảnh hoặc tệp được chọn bị xóa khỏi hệ thống và khỏi máy của mọi người, không lấy lại được.',
    'Mục vẫn còn, không có ảnh hoặc tệp ấy.',
  ],
  tellsCopies: 'Bản sao lưu đã làm trước lúc này vẫn còn nội dung. Báo người giữ máy chủ xóa các bản ấy.',
  reason: 'Lý do',
  hint: 'Ví dụ: Công văn 12/STP ngày 20/11/2026. Người xem lịch sử đọc được lý do; không chép lại nội dung cần xóa.',
  yes: 'Xóa hẳn',
  working: 'Đang xóa…',
  no: 'Thôi',
  done: 'Đã xóa hẳn',
  problem: {
    what: 'Chưa chọn xóa gì. Chọn cả mục, hoặc chỉ một ảnh, một tệp.',
    reason: 'Chưa ghi lý do. Ví dụ: Công văn 12/STP ngày 20/11/2026.',
    offline: 'Chưa xóa vì không có mạng. Lý do vừa ghi vẫn còn ở đây; có mạng thì bấm lại.',
    signedOut: 'Chưa xóa vì cần đăng nhập lại. Mở trang Tôi để đăng nhập.',
    trouble: 'Hệ thống chưa trả lời nên chưa biết đã xóa hay chưa. Bấm lại sau ít phút; bấm hai lần cũng chỉ xóa một lần.',
  },
  /** An administrator who may not read the entry. */
  unread: 'Tài khoản này không xem được nội dung mục, vẫn xóa hẳn được theo địa chỉ đang mở.',
  erased: {
    title: 'Đã xóa hẳn theo yêu cầu',
    by: (name: string, when: string) => `${name} · ${when}`,
    reason: (text: string) => `Lý do: ${text}`,
    left: 'Nội dung đã xóa khỏi hệ thống, không lấy lại được. Lịch sử còn lại:',
  },
};
