import type { LeftBecause, NotKeptBecause } from '../../localdb/shared-photos.ts';

const stillThere = 'Ảnh vẫn còn trong Thư viện của điện thoại.';

/** Sentences for pictures that were shared with the app from the phone's gallery. */
export const inboxMessages = {
  received: (count: number) => `Đã nhận ${count} ảnh`,
  nowOrLater: 'Ghi ngay hay để sau? Ảnh chờ ở Hôm nay.',
  later: 'Để sau',
  left: (count: number, why: LeftBecause) => `Còn ${count} ảnh chưa nhận. ${stillThere} ${leftBecause[why]}`,
  notReceived: 'Chưa nhận được ảnh',
  why: (why: NotKeptBecause) => notKeptBecause[why],
  home: 'Về Hôm nay',
  signIn: 'Đăng nhập',
} as const;

const leftBecause: Record<LeftBecause, string> = {
  most: 'Mỗi mục có nhiều nhất 10 ảnh: chia sẻ số còn lại thành một lần nữa.',
  noRoom: 'Máy hết chỗ: dọn bớt bộ nhớ rồi chia sẻ lại ảnh còn thiếu.',
  notKept: 'Chia sẻ lại ảnh còn thiếu.',
  unreadable: 'Có ảnh không đọc được: mở thử ảnh đó rồi chia sẻ lại.',
};

const notKeptBecause: Record<NotKeptBecause, string> = {
  signedOut: `Lúc chia sẻ chưa có ai đăng nhập trên máy này. ${stillThere} Đăng nhập xong, chia sẻ lại.`,
  noUnit: `Tài khoản chưa được giao đơn vị nào nên chưa ghi được. ${stillThere} Liên hệ Sở Nội vụ.`,
  noRoom: `Máy hết chỗ. ${stillThere} Dọn bớt bộ nhớ rồi chia sẻ lại.`,
  notKept: `Máy chưa lưu được ảnh. ${stillThere} Chia sẻ lại, hoặc bấm Ghi rồi Chọn ảnh có sẵn.`,
  unreadable: `Không đọc được ảnh vừa chia sẻ. ${stillThere} Mở thử ảnh đó rồi chia sẻ lại.`,
  nothing: 'Không có ảnh nào trong lần chia sẻ này. Ứng dụng chỉ nhận ảnh.',
  olderBuild: `Ứng dụng trên máy vừa có bản mới. ${stillThere} Mở ứng dụng, tải lại trang rồi chia sẻ lại.`,
  noWorker: `Ứng dụng chưa chuẩn bị xong để nhận ảnh. ${stillThere} Mở ứng dụng khi có mạng, chờ một phút rồi chia sẻ lại.`,
};
