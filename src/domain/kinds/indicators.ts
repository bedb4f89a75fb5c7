import type { Condition, Filled } from './field.ts';

/** A figure as data: `sum(airings) where kind = broadcast` is written once, for the device, the server and the tests. */
export interface Indicator {
  id: string;
  label: string;
  /** What it counts: "lượt", "lớp". */
  unit: string;
  /** Kinds whose entries count. `named`: any kind, but only entries that name the task they serve. */
  kinds: readonly string[] | 'named';
  /** All of them hold. */
  where?: readonly (Condition | Filled)[];
  /** Entries, or a field's amounts. */
  measure: 'count' | { sum: string };
}

/** Written by the unit itself. What it took over from elsewhere is counted apart (domain card 1.6), and fulfils nothing. */
const own: Condition = { field: 'origin', is: ['own'] };
const repost: Condition = { field: 'origin', is: ['repost'] };

/** Figures that a plan's targets may ask for. A new one is a row here; the server fills its facts when it starts. */
export const indicators: readonly Indicator[] = [
  { id: 'named', label: 'Văn bản, việc ghi cho nhiệm vụ', unit: 'văn bản, việc', kinds: 'named', measure: 'count' },
  { id: 'broadcastItems', label: 'Tin, bài phát thanh', unit: 'tin, bài', kinds: ['broadcast'], measure: 'count' },
  { id: 'broadcastAirings', label: 'Lượt phát thanh', unit: 'lượt', kinds: ['broadcast'], measure: { sum: 'airings' } },
  {
    id: 'mediaItems',
    label: 'Tin, bài tự viết trên báo, đài, cổng, trang',
    unit: 'tin, bài',
    kinds: ['mediaItem'],
    where: [own],
    measure: 'count',
  },
  {
    id: 'newspaperItems',
    label: 'Tin, bài tự viết trên báo in, báo điện tử',
    unit: 'tin, bài',
    kinds: ['mediaItem'],
    where: [own, { field: 'outletType', is: ['printNewspaper', 'onlineNewspaper'] }],
    measure: 'count',
  },
  {
    id: 'provincialAirItems',
    label: 'Tin, bài tự viết trên phát thanh, truyền hình tỉnh',
    unit: 'tin, bài',
    kinds: ['mediaItem'],
    where: [own, { field: 'outletType', is: ['provincialRadio', 'provincialTelevision'] }],
    measure: 'count',
  },
  {
    id: 'portalItems',
    label: 'Tin, bài tự viết trên Cổng TTĐT tỉnh',
    unit: 'tin, bài',
    kinds: ['mediaItem'],
    where: [own, { field: 'outletType', is: ['provincialPortal'] }],
    measure: 'count',
  },
  {
    id: 'websiteItems',
    label: 'Tin, bài tự viết trên Trang TTĐT của đơn vị',
    unit: 'tin, bài',
    kinds: ['mediaItem'],
    where: [own, { field: 'outletType', is: ['unitWebsite', 'communeWebsite'] }],
    measure: 'count',
  },
  {
    id: 'mediaReposts',
    label: 'Tin, bài đăng lại trên báo, đài, cổng, trang',
    unit: 'tin, bài',
    kinds: ['mediaItem'],
    where: [repost],
    measure: 'count',
  },
  {
    id: 'panels',
    label: 'Pa nô lắp mới, thay mới',
    unit: 'pa nô',
    kinds: ['visualDisplay'],
    where: [
      { field: 'displayType', is: ['panel'] },
      { field: 'action', is: ['newlyMounted', 'contentReplaced'] },
    ],
    measure: { sum: 'quantity' },
  },
  {
    id: 'displays',
    label: 'Pa nô, áp phích, băng rôn, khẩu hiệu lắp mới',
    unit: 'chiếc',
    kinds: ['visualDisplay'],
    where: [{ field: 'action', is: ['newlyMounted', 'contentReplaced'] }],
    measure: { sum: 'quantity' },
  },
  { id: 'leaflets', label: 'Tờ rơi, tờ gấp, sổ tay phát hành', unit: 'tờ, cuốn', kinds: ['leaflet'], measure: { sum: 'distributed' } },
  { id: 'trainingClasses', label: 'Lớp tập huấn', unit: 'lớp', kinds: ['training'], measure: { sum: 'classes' } },
  {
    id: 'trainingAttendance',
    label: 'Lượt người dự tập huấn',
    unit: 'lượt người',
    kinds: ['training'],
    measure: { sum: 'attendance' },
  },
  { id: 'conferences', label: 'Hội nghị, hội thảo, tọa đàm', unit: 'cuộc', kinds: ['conference'], measure: 'count' },
  { id: 'contests', label: 'Cuộc thi', unit: 'cuộc thi', kinds: ['contest'], measure: 'count' },
  {
    id: 'integratedMeetings',
    label: 'Cuộc họp có lồng ghép',
    unit: 'cuộc',
    kinds: ['integratedMeeting'],
    measure: 'count',
  },
  {
    id: 'businessDialogues',
    label: 'Tiếp xúc, đối thoại doanh nghiệp',
    unit: 'cuộc',
    kinds: ['businessDialogue'],
    measure: 'count',
  },
  {
    id: 'socialPosts',
    label: 'Bài tự viết trên mạng xã hội, nhóm Zalo',
    unit: 'bài',
    kinds: ['socialPost'],
    where: [own],
    measure: { sum: 'posts' },
  },
  {
    id: 'socialReposts',
    label: 'Bài đăng lại trên mạng xã hội, nhóm Zalo',
    unit: 'bài',
    kinds: ['socialPost'],
    where: [repost],
    measure: { sum: 'posts' },
  },
  {
    id: 'directOutreach',
    label: 'Lượt tuyên truyền trực tiếp, lưu động',
    unit: 'lượt',
    kinds: ['directOutreach'],
    measure: { sum: 'trips' },
  },
  {
    id: 'feedbackReceived',
    label: 'Ý kiến, kiến nghị đã tiếp nhận',
    unit: 'ý kiến, kiến nghị',
    kinds: ['feedback'],
    measure: 'count',
  },
  {
    id: 'feedbackAnswered',
    label: 'Ý kiến, kiến nghị đã trả lời',
    unit: 'ý kiến, kiến nghị',
    kinds: ['feedback'],
    where: [{ filled: 'answeredOn' }],
    measure: 'count',
  },
];
