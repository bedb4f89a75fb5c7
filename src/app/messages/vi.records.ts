/** Words of a short list of rows. */
export const recordMessages = {
  recent: 'Đã ghi gần đây',
  add: 'Thêm',
  remove: (place: number) => `Bỏ dòng ${place}`,
  row: (label: string, place: number) => `${label} ${place}`,
} as const;
