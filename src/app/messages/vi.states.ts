import { formatNumber, lowerFirst } from '../../domain/text.ts';

/** How entries of a kind stand today. */
export const stateMessages = {
  counts: (counts: readonly { label: string; count: number }[]) => {
    const all = counts.reduce((sum, { count }) => sum + count, 0);
    return [`Đã tiếp nhận ${formatNumber(all)}`, ...counts.map(({ label, count }) => `${lowerFirst(label)} ${formatNumber(count)}`)].join(
      ' · ',
    );
  },
  late: (label: string, count: number) => `${label}: xem ${formatNumber(count)} mục`,
};
