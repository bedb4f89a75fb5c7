/** What waits beside the text, by what of it there is. */
const files = (photos: number, attachments: number): string => (attachments === 0 ? 'ảnh' : photos > 0 ? 'ảnh, tệp' : 'tệp');

/** Every Vietnamese sentence of the screens. Names of kinds and fields are the domain's own. */
export const messages = {
  app: {
    name: 'Sổ Tuyên truyền',
    help: 'Trợ giúp',
    back: 'Quay lại',
    close: 'Đóng',
    sunMode: 'Chế độ ngoài nắng',
    undo: 'Hoàn tác',
    tryAgain: 'Thử lại',
    failed: 'Lỗi:',
    demo: 'Dữ liệu mẫu',
  },
  chip: {
    draft: 'Nháp',
    wait: 'Chờ gửi',
    send: 'Đang gửi',
    received: 'Đã nhận',
    return: 'Cần sửa',
    approved: 'Đã duyệt',
    rejected: 'Từ chối',
    conflict: 'Hai bản khác nhau',
    void: 'Đã hủy',
    error: 'Chưa gửi được',
  },
  chipDetail: {
    files: (done: number, photos: number, attachments: number) => `${done}/${photos + attachments} ${files(photos, attachments)}`,
  },
  navigation: {
    label: 'Mục chính',
    skip: 'Đến nội dung',
    today: 'Hôm nay',
    week: 'Bảng tuần',
    schedule: 'Lịch phát',
    log: 'Sổ',
    new: 'Ghi',
    outbox: 'Gửi',
    me: 'Tôi',
    review: 'Duyệt',
    plan: 'Tiến độ',
    waiting: (count: number) => `${count} mục chờ gửi`,
    toReview: (count: number) => `${count} mục chờ duyệt`,
  },
  /** Each is a strong beginning and the rest of the sentence. */
  sending: {
    label: 'Tình trạng gửi',
    nothing: ['', 'Không có gì chờ gửi'] as [string, string],
    outdated: ['Ứng dụng đã cũ.', 'Vẫn ghi và gửi bình thường; khi có mạng, đóng rồi mở lại để cập nhật.'] as [string, string],
    wrongDate: (day: string): [string, string] => [
      `Máy đang để ngày ${day}, có lẽ chưa đúng.`,
      'Các mục đã lưu vẫn còn. Vào Cài đặt của máy chỉnh lại ngày giờ để gửi được.',
    ],
    allSent: (time: string): [string, string] => ['', `Đã gửi hết · ${time}`],
    offline: (count: number): [string, string] => ['Không có mạng.', `${count} mục đã lưu trên máy, sẽ tự gửi khi có mạng.`],
    /** `attachments`: so many of the photos left are files. */
    sending: (batch: { entriesLeft: number; entries: number; photosLeft: number; photos: number }, attachments = 0): [string, string] => [
      '',
      [
        batch.entries > 0 ? `Đang gửi ${batch.entries - batch.entriesLeft}/${batch.entries} mục` : 'Đang gửi',
        batch.photos > 0 ? `${files(batch.photos - attachments, attachments)} ${batch.photos - batch.photosLeft}/${batch.photos}` : '',
      ]
        .filter(Boolean)
        .join(' · '),
    ],
    weak: (photos: number, attachments: number): [string, string] => [
      'Mạng yếu:',
      `đã gửi phần chữ, còn ${photos + attachments} ${files(photos, attachments)}.`,
    ],
    soon: (count: number): [string, string] => ['', `${count} mục đã lưu trên máy, sẽ tự gửi ngay.`],
    problems: (count: number): [string, string] => [`${count} mục chưa gửi được`, '– cần xem'],
    signedOut: ['', 'Cần đăng nhập lại để gửi. Vẫn ghi bình thường.'] as [string, string],
    wrongUser: ['Đang đăng nhập bằng tài khoản khác.', 'Đăng nhập lại đúng tài khoản để gửi. Các mục vẫn còn trên máy.'] as [
      string,
      string,
    ],
    old: (count: number, day: string): [string, string] => [
      `${count} mục vẫn an toàn trên máy,`,
      `chưa gửi từ ngày ${day}. Vui lòng đưa máy đến nơi có mạng.`,
    ],
    veryOld: (count: number, days: number): [string, string] => [
      `Đã ${days} ngày chưa gửi`,
      `– đưa máy đến nơi có Wi-Fi. ${count} mục vẫn còn trên máy.`,
    ],
    notOurServer: (count: number): [string, string] => [
      'Mạng này chưa cho kết nối.',
      `Mở trình duyệt để đăng nhập Wi-Fi, hoặc dùng mạng khác. ${count} mục vẫn an toàn trên máy.`,
    ],
    serverTrouble: (count: number): [string, string] => ['Hệ thống đang bận.', `${count} mục vẫn an toàn trên máy, sẽ tự gửi lại.`],
    storageTrouble: [
      'Có trục trặc trên máy, chưa gửi hết.',
      'Các mục đã lưu vẫn còn. Dọn bớt bộ nhớ nếu máy đầy, rồi mở lại ứng dụng.',
    ] as [string, string],
  },
  today: {
    title: 'Hôm nay',
    log: 'Ghi hoạt động',
    capture: 'Chụp ảnh',
    returned: (count: number) => `${count} mục cần sửa`,
    quoted: (remark: string) => `“${remark}”`,
    drafts: 'Đang ghi dở',
    photosToLog: (count: number) => `${count} ảnh chờ ghi`,
    noKind: 'Chưa chọn loại',
    untitled: 'Chưa có nội dung',
    savedAt: (when: string) => `Lưu lúc ${when}`,
    logged: 'Đã ghi hôm nay',
    seeAll: (count: string) => `Xem cả ${count} mục trong Sổ`,
    nothingYet: 'Hôm nay chưa ghi mục nào.',
    tasks: 'Nhiệm vụ trong kế hoạch',
  },
  update: {
    ready: 'Có bản mới. Cập nhật sau khi ghi xong.',
    now: 'Cập nhật ngay',
    newerDatabase: 'Máy đã có bản mới hơn. Tải lại để dùng tiếp. Nội dung đã ghi vẫn còn.',
    reload: 'Tải lại',
  },
  trouble: {
    title: 'Có trục trặc',
    storage: (code: string) => `Chưa mở được sổ trên máy này. Tắt hẳn ứng dụng rồi mở lại. Nội dung đã ghi vẫn còn. Mã: ${code}`,
    generic: (code: string) => `Có trục trặc, chưa làm được việc này. Nội dung đã ghi vẫn còn. Mã: ${code}`,
    chunkMissing: 'Phần này chưa tải về máy. Cần có mạng để mở lần đầu. Nội dung đã ghi vẫn còn.',
  },
};
