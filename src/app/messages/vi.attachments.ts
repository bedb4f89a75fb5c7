import type { AttachmentType } from '../../domain/attachment.ts';

const kept = 'Nội dung đã ghi vẫn còn.';

/** Sentences about attached files, fetched where there are any. */
export const attachmentMessages = {
  kinds: {
    'application/pdf': 'PDF',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
    'audio/mpeg': 'Âm thanh MP3',
    'audio/mp4': 'Âm thanh M4A',
  } satisfies Record<AttachmentType, string>,
  hint: 'PDF, Word, Excel hoặc âm thanh (MP3, M4A), mỗi tệp đến 10 MB',
  attach: 'Đính kèm tệp',
  attaching: 'Đang lưu tệp…',
  noneKept: `${kept} Chưa giữ được tệp. Chọn lại tệp đó.`,
  remove: (name: string) => `Bỏ tệp ${name}`,
  broken: 'Tệp bị hỏng trên máy. Bỏ tệp này rồi đính kèm lại.',
  /** Why a file was not attached. */
  refused: {
    tooLarge: (name: string) => `${kept} Tệp “${name}” lớn hơn 10 MB nên chưa đính kèm được. Chia nhỏ tệp hoặc chọn tệp nhỏ hơn.`,
    wrongType: (name: string) =>
      `${kept} Tệp “${name}” không phải PDF, Word (.docx), Excel (.xlsx), MP3 hoặc M4A nên chưa đính kèm được. Lưu tệp sang một loại này rồi chọn lại.`,
    unreadable: (name: string) => `${kept} Máy không đọc được tệp “${name}”. Chọn lại tệp đó.`,
    tooMany: (name: string) => `${kept} Mỗi mục có nhiều nhất 10 tệp nên chưa đính kèm được “${name}”. Bỏ bớt tệp rồi chọn lại.`,
    twice: (name: string) => `${kept} Tệp “${name}” đã đính kèm rồi, không cần chọn lại.`,
    noRoom: (name: string) => `${kept} Máy hết chỗ nên chưa giữ được tệp “${name}”. Dọn bớt bộ nhớ rồi chọn lại.`,
    notKept: (name: string) => `${kept} Chưa giữ được tệp “${name}”. Chọn lại tệp đó.`,
  },
  list: {
    title: 'Tệp đính kèm',
    download: 'Tải về',
    downloadFile: (name: string) => `Tải về ${name}`,
    fetching: 'Đang lấy tệp…',
    handedOut: (name: string) => `Đã lưu tệp ${name}`,
    /** Why there is nothing to download. */
    standing: {
      waiting: 'Chờ gửi',
      onTheWay: 'Tệp chưa về',
      failed: 'Tệp không đúng loại nên không tải được',
      corrupt: 'Tệp trên máy đã hỏng hoặc không còn',
    },
    failures: {
      offline: 'Tệp vẫn còn trên hệ thống. Không có mạng nên chưa tải được. Có mạng thì bấm lại.',
      notHere: 'Tệp vẫn còn trên máy đã đính kèm. Hệ thống chưa có tệp này. Thử lại sau.',
      signedOut: 'Tệp vẫn còn trên hệ thống. Phiên đăng nhập đã hết. Đăng nhập lại rồi tải.',
      trouble: 'Tệp vẫn còn trên hệ thống. Chưa tải được tệp nguyên vẹn. Thử lại sau ít phút.',
    },
  },
} as const;
