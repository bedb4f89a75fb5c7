import { foldForSearch } from '../../domain/text.ts';

/** What workbooks say, and the screen that takes rows from one. Names of kinds and fields are the domain's own. */
export const workbookMessages = {
  entries: {
    unit: 'Đơn vị',
    status: 'Trạng thái',
    author: 'Người ghi',
    photos: 'Số ảnh',
    sum: 'Tổng cộng',
    statuses: {
      draft: 'Nháp',
      submitted: 'Chờ duyệt',
      returned: 'Cần sửa',
      approved: 'Đã duyệt',
      rejected: 'Từ chối',
      void: 'Đã hủy',
    },
  },
  template: {
    required: 'Bắt buộc',
    sometimesRequired: 'Bắt buộc trong một số trường hợp',
    oneOf: 'Chọn một, ghi đúng như ở trang “Lựa chọn”',
    someOf: 'Một hay nhiều lựa chọn ở trang “Lựa chọn”, cách nhau dấu chấm phẩy',
    several: 'Không bắt buộc',
    types: {
      day: 'Ngày/tháng/năm, ví dụ 05/03/2026',
      days: 'Ngày/tháng/năm; nhiều ngày cách nhau dấu chấm phẩy',
      times: 'Giờ, ví dụ 7h30; nhiều giờ cách nhau dấu chấm phẩy',
      number: 'Số, ví dụ 1.234 hoặc 0,5',
      units: 'Tên xã, phường; cách nhau dấu chấm phẩy',
      records: 'Mỗi người hoặc mỗi thứ một dòng, các phần cách nhau dấu |',
      position: 'Vĩ độ; kinh độ; sai số mét',
      task: 'Tên nhiệm vụ đúng như trong kế hoạch',
    },
    address: 'Địa chỉ trang, bắt đầu bằng https://',
    options: 'Lựa chọn',
  },
  fileName: {
    entries: (day: string) => `So-tuyen-truyen-${day}.xlsx`,
    template: (label: string) => `Mau-nhap-${foldForSearch(label).replaceAll(/[^a-z0-9]+/g, '-')}.xlsx`,
  },
} as const;
