/** Every Vietnamese sentence of the screens. Names of kinds and fields are the domain's own. */
export const messages = {
  app: {
    name: 'Sổ Tuyên truyền',
    help: 'Trợ giúp',
    back: 'Quay lại',
    close: 'Đóng',
    sunMode: 'Chế độ ngoài nắng',
    undo: 'Hoàn tác',
    tryAgain: 'Thử lại',
    demo: 'Dữ liệu mẫu',
  },
  chip: {
    draft: 'Nháp',
    wait: 'Chờ gửi',
    send: 'Đang gửi',
    received: 'Đã nhận',
    return: 'Cần sửa',
    approved: 'Đã duyệt',
    rejected: 'Từ chối',
    conflict: 'Hai bản khác nhau',
    void: 'Đã hủy',
    error: 'Chưa gửi được',
  },
  save: {
    local: 'Đã lưu trên máy',
    full: 'Chưa lưu được vì máy hết chỗ. Phần chữ vẫn còn trên màn hình, đừng tắt máy.',
    auto: (time: string) => `Đã tự lưu trên máy lúc ${time}`,
    undone: 'Đã hủy mục vừa ghi',
  },
  trouble: {
    generic: (code: string) => `Có trục trặc, chưa làm được việc này. Nội dung đã ghi vẫn còn. Mã: ${code}`,
    chunkMissing: 'Phần này chưa tải về máy. Cần có mạng để mở lần đầu. Nội dung đã ghi vẫn còn.',
  },
};
