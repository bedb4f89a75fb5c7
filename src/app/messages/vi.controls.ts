/** Words of the controls that few forms have. */
export const controlMessages = {
  units: {
    search: 'Tìm xã, phường',
    searchHint: 'Gõ không cần dấu: hiep cuong',
    all: 'Chọn tất cả',
    none: 'Bỏ chọn tất cả',
    chosen: (count: number, all: number) => `Đã chọn ${count}/${all}`,
  },
  coOrganisers: {
    find: 'Thêm đơn vị: tìm không cần dấu, cả tên cũ, huyện cũ',
    remove: 'Bỏ',
    full: (count: number) => `Đã đủ ${count} đơn vị. Bỏ bớt thì thêm được đơn vị khác.`,
  },
  position: {
    take: 'Lấy vị trí',
    taking: 'Đang lấy vị trí…',
    remove: 'Bỏ vị trí',
    shown: (latitude: string, longitude: string, accuracy: string) => `${latitude}; ${longitude} (trong khoảng ${accuracy} m)`,
    refused: 'Chưa lấy được vị trí. Có thể bỏ trống chỗ này.',
    hint: 'Chỉ ghi gần đúng, trong khoảng 100 m',
  },
  task: {
    none: 'Không ghi nhiệm vụ',
    reminder: (count: number) => `Chưa chọn nhiệm vụ trong kế hoạch (${count} nhiệm vụ phù hợp)`,
  },
} as const;
