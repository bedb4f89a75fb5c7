/** What is said of a series of days that goes over the end of a unit. */
export const divisionMessages = {
  part: (unit: string, days: number, from: string, to: string) => `${unit} ${days} ngày (${from}–${to})`,
  divided: (parts: string, filesWith: string | null) =>
    `Đợt này qua ngày sắp xếp đơn vị nên khi lưu sẽ ghi thành từng mục: ${parts}. ${
      filesWith === null ? '' : `Ảnh và tệp đi cùng mục của ${filesWith}. `
    }Đúng thì bấm Giữ nguyên.`,
  amount: (label: string) =>
    `Đợt này qua ngày sắp xếp đơn vị. ${label} đã nhập riêng nên không tự chia được: ghi riêng từng đợt cho từng đơn vị.`,
  noRole: (from: string, to: string, units: string) =>
    `Từ ${from} đến ${to} là của ${units}, mà tài khoản này không được giao ghi cho đơn vị đó. Bỏ các ngày này, hoặc nhờ Sở Nội vụ giao thêm đơn vị.`,
  several: (from: string, to: string, units: string) =>
    `Từ ${from} đến ${to} có nhiều đơn vị nhận: ${units}. Ghi riêng từng đợt cho từng đơn vị.`,
} as const;
