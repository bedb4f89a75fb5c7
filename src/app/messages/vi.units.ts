import { formatDay } from '../../domain/text.ts';

/** Sentences of the administrator's units and of choosing a unit. */
export const unitMessages = {
  title: 'Đơn vị đã kết thúc',
  intro:
    'Các đơn vị dưới đây không còn hoạt động nhưng vẫn có người giữ vai trò. Chuyển người sang đơn vị kế tiếp; các mục đã ghi vẫn thuộc đơn vị của ngày ghi.',
  none: 'Không có đơn vị đã kết thúc nào còn người.',
  loading: 'Đang tải…',
  tryAgain: 'Thử lại',
  failure: {
    offline: 'Không có mạng nên chưa tải được danh sách.',
    signedOut: 'Cần đăng nhập lại.',
    trouble: 'Hệ thống chưa trả lời được. Thử lại sau ít phút.',
  },
  ended: (day: string) => `Kết thúc ngày ${formatDay(day)}`,
  people: (names: readonly string[]) => `${names.length} người: ${names.join(', ')}`,
  successor: 'Chuyển sang',
  partial: 'nhận một phần',
  otherUnit: 'Tìm đơn vị khác',
  searchHint: 'Tìm không cần dấu, cả tên cũ, huyện cũ',
  until: (day: string) => `đến ${formatDay(day)}`,
  since: (day: string) => `từ ${formatDay(day)}`,
  noMatch: 'Không có đơn vị nào khớp.',
  unknownSuccessor: 'Chưa xác định đơn vị kế tiếp. Mời tìm và chọn.',
  move: 'Chuyển người',
  moved: (people: number, unit: string) => `Đã chuyển ${people} người sang ${unit}. Điện thoại của họ sẽ tự theo ở lần gửi tiếp theo.`,
  choose: 'Mời chọn đơn vị sẽ nhận người.',
  former: {
    title: (unit: string, day: string) => `${unit} đã kết thúc ngày ${formatDay(day)}`,
    text: (units: readonly string[]) =>
      [
        'Các mục đã ghi, kể cả mục chưa gửi, vẫn còn đủ và vẫn thuộc đơn vị của ngày ghi.',
        units.length > 0 ? `Từ nay ghi cho ${units.join(', ')}.` : '',
      ].join(' '),
  },
  moveEntry: {
    open: 'Chuyển đơn vị',
    title: 'Chuyển mục sang đơn vị khác',
    text: 'Dùng khi mục được ghi nhầm đơn vị. Người ghi và người của đơn vị nhận sẽ thấy mục ở đơn vị mới; lịch sử vẫn giữ.',
    now: (unit: string) => `Đang thuộc ${unit}`,
    submit: 'Chuyển mục',
    cancel: 'Để sau',
    missing: 'Mời chọn đơn vị nhận mục.',
    done: (unit: string) => `Đã chuyển sang ${unit}`,
    failed: 'Chưa ghi được việc chuyển trên máy này. Mời thử lại.',
  },
};
