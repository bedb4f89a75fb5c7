import type { ExceptionReason, SessionState } from '../../domain/schedule.ts';
import type { ScheduleFault } from '../../domain/schedule-faults.ts';
import { type Day, formatDay, formatDayShort, formatNumber, lowerFirst } from '../../domain/text.ts';

const reasons: Record<ExceptionReason, string> = {
  power: 'Mất điện',
  loudspeaker: 'Hỏng loa',
  network: 'Mất mạng',
  postponed: 'Hoãn',
  holiday: 'Nghỉ lễ',
  other: 'Khác',
};

/** Sentences of the weekly schedule: the card on the day's screen, the schedule itself, the week. */
export const scheduleMessages = {
  card: (label: string, unit: string | null) => [`${label} theo lịch`, unit].filter(Boolean).join(' · '),
  minutes: (minutes: number) => `${formatNumber(minutes)}\u00A0phút`,
  states: { future: 'chưa đến giờ', due: 'chưa ghi', logged: 'đã ghi', leftOut: 'không phát' } satisfies Record<SessionState, string>,
  leftOut: (reason: ExceptionReason) => `không phát: ${reason === 'other' ? 'lý do khác' : lowerFirst(reasons[reason])}`,
  noneToday: 'Hôm nay không có buổi phát nào trong lịch.',
  logAll: (count: number) => (count === 1 ? 'Ghi 1 buổi đã phát' : `Ghi cả ${count} buổi đã phát`),
  changed: 'Có thay đổi…',
  missed: (days: number, first: Day, last: Day) => {
    const sameMonth = first.slice(0, 7) === last.slice(0, 7);
    const from = sameMonth ? formatDayShort(first).slice(0, 2) : formatDayShort(first);
    return days === 1 ? `1 ngày chưa ghi (${formatDayShort(first)})` : `${days} ngày chưa ghi (${from}–${formatDayShort(last)})`;
  },
  logged: (count: number) => `Đã ghi ${count} buổi phát`,
  loggedNone: 'Đã lưu: không phát',
  putOff: 'Đã lưu giờ phát mới. Phát xong sẽ hỏi ghi.',
  already: 'Các buổi này đã được ghi trước đó.',
  undo: 'Hoàn tác',
  undone: 'Đã hoàn tác. Các buổi này trở lại chưa ghi.',
  notLogged: 'Chưa ghi được vì máy không lưu được. Giải phóng bộ nhớ rồi thử lại.',
  open: 'Lịch phát',
  week: 'Bảng tuần',
  change: {
    title: 'Buổi nào đã phát?',
    hint: 'Mọi buổi đang để là đã phát. Chỉ sửa buổi có thay đổi.',
    said: { held: 'Đã phát', leftOut: 'Không phát', otherwise: 'Sửa' },
    reason: 'Không phát, vì:',
    reasonOf: (session: string) => `${session} không phát, vì:`,
    reasonMissing: 'Chọn lý do không phát.',
    session: (time: string, day: Day) => `${time} ${formatDayShort(day)}`,
    time: 'Giờ đã phát',
    less: (label: string) => `Bớt ${lowerFirst(label)}`,
    more: (label: string) => `Thêm ${lowerFirst(label)}`,
    sameHour: (time: string) => `Đã có buổi khác lúc ${time} ngày này.`,
    wrong: (count: number) => `Còn ${count} buổi cần xem lại ở trên.`,
    save: (held: number) => (held === 0 ? 'Lưu: không phát' : `Ghi ${held} buổi`),
  },
  reasons,
  screen: {
    title: 'Lịch phát',
    none: 'Chưa có lịch phát. Tạo lịch một lần, sau đó mỗi ngày chỉ cần bấm một nút.',
    create: 'Tạo lịch',
    add: 'Thêm buổi',
    lineTitle: 'Buổi phát trong lịch',
    everyDay: 'Hằng ngày',
    from: (day: Day) => `từ ${formatDay(day)}`,
    to: (day: Day) => `đến hết ${formatDay(day)}`,
    holidays: 'Ngày nghỉ, ngày phát khác lịch',
    addHoliday: 'Thêm ngày nghỉ, đổi giờ',
    noHolidays: 'Chưa có ngày nghỉ hay ngày đổi giờ nào sắp tới.',
    span: (from: Day, to: Day) => (from === to ? formatDay(from) : `${formatDayShort(from)}–${formatDay(to)}`),
    leftOut: (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1),
    allLines: 'mọi buổi',
    restore: 'Phát như thường',
    restored: 'Các ngày này lại phát như thường',
    instead: (time: string, usual: string | undefined) =>
      usual === undefined || usual === time ? `${time} · có thay đổi` : `${usual} → phát lúc ${time}`,
    waiting: 'Lịch mới đã lưu trên máy, sẽ tự gửi khi có mạng.',
    refused: 'Hệ thống chưa nhận lịch này. Lịch vẫn còn trên máy: mời xem lại từng buổi rồi lưu lại.',
    outdated: 'Đồng nghiệp đã sửa lịch trong lúc máy này chưa gửi. Cả hai bản đều còn. Chọn bản dùng tiếp:',
    mine: 'Dùng bản trên máy này',
    theirs: 'Dùng bản của đồng nghiệp',
    before: 'Trở về bản trước',
    lines: (count: number) => `${count} buổi trong lịch`,
    noUnit: 'Tài khoản chưa được giao đơn vị nào để ghi.',
  },
  form: {
    weekdays: 'Vào các thứ',
    time: 'Giờ phát',
    timeHint: 'Ví dụ 17h, 5h30 hoặc 05:30',
    from: 'Áp dụng từ ngày',
    to: 'Đến hết ngày',
    toHint: 'Để trống nếu chưa biết.',
    dayHint: 'Ví dụ 5/3 hoặc 05/03/2026',
    choose: 'Chọn',
    save: 'Lưu vào lịch',
    saved: 'Đã lưu lịch trên máy',
    end: 'Ngừng buổi này',
    ended: 'Đã ngừng buổi này từ hôm nay',
    draft: 'Nội dung đang viết dở đã được giữ lại.',
    wrong: 'Chưa lưu được. Mời sửa các chỗ sau:',
    noLine: 'Buổi này không còn trong lịch.',
    holidayTitle: 'Ngày nghỉ, ngày phát khác lịch',
    line: 'Buổi',
    allLines: 'Mọi buổi',
    otherwise: { leftOut: 'Không phát', instead: 'Phát giờ khác' },
    insteadTime: 'Phát lúc',
    holidayFrom: 'Từ ngày',
    holidayTo: 'Đến ngày',
    holidayToHint: 'Để trống nếu chỉ một ngày.',
    reason: 'Lý do',
    badDay: (label: string) => `${label}: chưa đọc được ngày.`,
    badTime: 'Giờ phát: chưa đọc được giờ.',
    badNumber: (label: string) => `${label}: chưa đọc được số.`,
    fault: (reason: ScheduleFault['reason'], label: string | undefined): string => {
      switch (reason) {
        case 'noWeekday':
          return 'Chọn ít nhất một thứ trong tuần.';
        case 'badTime':
          return 'Giờ phát: chưa đọc được giờ.';
        case 'order':
          return 'Ngày cuối phải sau ngày đầu.';
        case 'sameTime':
          return 'Đã có buổi khác cùng giờ, cùng ngày trong lịch.';
        case 'incomplete':
          return `${label ?? 'Nội dung'}: còn thiếu hoặc chưa đúng.`;
        case 'tooMany':
          return 'Lịch quá dài. Mời bỏ bớt các buổi đã ngừng.';
        case 'notSchedulable':
          return 'Hình thức này chưa đặt được theo lịch.';
      }
    },
  },
  grid: {
    title: 'Bảng tuần',
    span: (from: Day, to: Day) => `${formatDayShort(from)}–${formatDay(to)}`,
    before: 'Tuần trước',
    after: 'Tuần sau',
    hint: 'Mũi tên: chuyển ô · Phím cách: đã phát · 0: không phát · Enter: ghi các ô đã đánh dấu hoặc mở mục · 1–7: đến ngày trong tuần',
    table: 'Các buổi phát trong tuần',
    time: 'Giờ, nội dung',
    cell: (words: { title: string; time: string; day: string; state: string }) =>
      `${words.time} ${words.day}: ${words.state}. ${words.title}`,
    marked: 'sẽ ghi',
    markedOut: 'sẽ ghi là không phát',
    save: (held: number, leftOut: number) =>
      [held > 0 ? `Ghi ${held} buổi` : '', leftOut > 0 ? `${leftOut} buổi không phát` : ''].filter(Boolean).join(', '),
    nothing: 'Đánh dấu các ô đã phát rồi ghi',
    change: (session: string) => `Sửa buổi ${session}…`,
    all: (count: number) => `Đánh dấu cả ${count} buổi chưa ghi`,
  },
  /** Sunday first, as `weekdayOf` counts. */
  weekdays: ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'],
};
