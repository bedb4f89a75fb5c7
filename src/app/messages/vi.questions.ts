/** What a form asks and says when it is saved or given up. */
export const questionMessages = {
  saved: 'Đã lưu trên máy',
  undo: 'Hoàn tác',
  undone: 'Đã hủy mục vừa ghi',
  unchanged: 'Không có gì thay đổi.',
  summary: {
    missing: (count: number) => `Còn thiếu ${count} chỗ nên vẫn là bản nháp trên máy này`,
    refused: (count: number) => `Có ${count} chỗ cần sửa. Nội dung đã ghi vẫn còn trên máy`,
  },
  endedElsewhere: {
    saved: 'Mục này vừa được lưu ở cửa sổ khác. Chữ ở đây vẫn còn; gõ thêm rồi bấm Lưu thì phần gõ thêm được ghi vào mục đó.',
    ended: 'Bản nháp này vừa được lưu hoặc bỏ ở cửa sổ khác. Chữ ở đây vẫn còn; bấm Lưu để giữ.',
    open: 'Xem mục đã lưu',
  },
  review: {
    title: (count: number) => (count > 0 ? `Người duyệt đề nghị sửa ${count} chỗ` : 'Người duyệt đề nghị sửa'),
    by: (name: string, time: string) => `${name} · ${time}`,
  },
  doubts: { title: 'Xem lại giúp', keep: 'Giữ nguyên', change: 'Sửa lại' },
  explain: {
    left: (names: string) => `Còn ${names} chưa sửa. Gửi kèm giải trình?`,
    explanation: 'Giải trình',
    explained: (text: string) => `Giải trình: ${text}`,
    tooLong: (most: string, excess: string) =>
      `Nội dung đã ghi vẫn còn. Giải trình được ghi vào Ghi chú, mà Ghi chú chứa nhiều nhất ${most} chữ cái: bớt ${excess} chữ cái, hoặc bấm Sửa tiếp để rút gọn Ghi chú.`,
    send: 'Gửi kèm giải trình',
    back: 'Sửa tiếp',
  },
  discard: {
    open: 'Bỏ bản nháp',
    title: 'Bỏ bản nháp này?',
    text: (photos: number, attachments: number) => {
      const files = [photos > 0 ? `${photos} ảnh` : '', attachments > 0 ? `${attachments} tệp` : ''].filter(Boolean).join(', ');
      return files ? `Nội dung đã ghi và ${files} của bản nháp sẽ bị xóa khỏi máy.` : 'Nội dung đã ghi sẽ bị xóa khỏi máy.';
    },
    edit: 'Các chỗ vừa sửa sẽ bị bỏ. Mục đã lưu vẫn còn như trước.',
    yes: 'Bỏ bản nháp',
    no: 'Giữ lại',
    done: 'Đã bỏ bản nháp',
  },
} as const;
