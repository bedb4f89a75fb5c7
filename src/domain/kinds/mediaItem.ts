import { isOfferedOn } from '../asked.ts';
import { audience, closingFields, place, title, topics, when } from './envelope.ts';
import { textOf, type Dated, type FieldValues, type Kind } from './field.ts';

/** Outlets whose items have a page of their own. */
const online = ['onlineNewspaper', 'provincialPortal', 'unitWebsite', 'communeWebsite', 'fanpage', 'zaloOfficialAccount', 'videoChannel'];
const onAir = ['provincialRadio', 'provincialTelevision'];

/** The station went to the newspaper in April 2025, and both bear one name since July (domain card 2.5). */
const newspaper = { text: 'Báo Hưng Yên', validTo: '2025-07-01' };
const station = { text: 'Đài PT-TH Hưng Yên', validTo: '2025-03-31' };
const joinedPress = { text: 'Báo và Phát thanh, Truyền hình Hưng Yên', validFrom: '2025-07-02' };
const provincialPortal = { text: 'Cổng TTĐT tỉnh Hưng Yên' };
const provincialAir = [station, newspaper, joinedPress];
/** Outlets of which the province has one, under the names that it has had. */
const outletNames: Record<string, readonly (Dated & { text: string })[]> = {
  provincialPortal: [provincialPortal],
  printNewspaper: [newspaper, joinedPress],
  onlineNewspaper: [newspaper, joinedPress],
  provincialRadio: provincialAir,
  provincialTelevision: provincialAir,
};

/** News and articles in the press, on radio, television, portals, websites and networks (domain card 1.6). */
export const mediaItem: Kind = {
  id: 'mediaItem',
  formTitle: 'Ghi tin, bài',
  noun: 'tin, bài',
  minimumPhotos: 0,
  fields: [
    { name: 'publishedOn', label: 'Ngày đăng, phát', type: 'day', required: true },
    {
      name: 'outletType',
      label: 'Nơi đăng, phát',
      type: 'choice',
      required: true,
      options: [
        { id: 'communeWebsite', label: 'Trang TTĐT xã, phường' },
        { id: 'unitWebsite', label: 'Trang TTĐT của sở, ngành' },
        { id: 'provincialPortal', label: 'Cổng TTĐT tỉnh' },
        { id: 'fanpage', label: 'Trang Facebook (fanpage)' },
        { id: 'zaloOfficialAccount', label: 'Zalo OA' },
        { id: 'videoChannel', label: 'YouTube, TikTok' },
        { id: 'onlineNewspaper', label: 'Báo điện tử' },
        { id: 'printNewspaper', label: 'Báo in' },
        { id: 'provincialRadio', label: 'Phát thanh tỉnh' },
        { id: 'provincialTelevision', label: 'Truyền hình tỉnh' },
        { id: 'internalBulletin', label: 'Bản tin nội bộ' },
      ],
    },
    {
      name: 'outletName',
      label: 'Tên báo, đài, trang',
      type: 'text',
      required: true,
      maximumLength: 120,
      suggestions: [...provincialAir, provincialPortal],
    },
    title('Tiêu đề tin, bài'),
    {
      name: 'url',
      label: 'Địa chỉ trang',
      type: 'text',
      once: true,
      hint: 'Dán địa chỉ, bắt đầu bằng https://',
      required: when('outletType', ...online),
      shown: when('outletType', ...online, ...onAir),
      maximumLength: 1000,
      address: true,
      unique: { within: 'origin' },
    },
    {
      name: 'issuePage',
      label: 'Số báo, trang',
      type: 'text',
      once: true,
      required: true,
      shown: when('outletType', 'printNewspaper'),
      maximumLength: 60,
    },
    {
      name: 'durationMinutes',
      label: 'Thời lượng',
      type: 'number',
      unit: 'phút',
      required: true,
      shown: when('outletType', ...onAir),
      decimals: true,
      minimum: 0.2,
      maximum: 120,
    },
    {
      name: 'origin',
      label: 'Nguồn tin, bài',
      type: 'choice',
      required: true,
      options: [
        { id: 'own', label: 'Tự viết' },
        { id: 'repost', label: 'Đăng lại' },
      ],
    },
    topics,
    {
      name: 'genre',
      label: 'Thể loại',
      type: 'choice',
      required: true,
      usual: true,
      options: [
        { id: 'newsItem', label: 'Tin' },
        { id: 'article', label: 'Bài' },
        { id: 'feature', label: 'Phóng sự' },
        { id: 'specialReport', label: 'Chuyên đề' },
        { id: 'programme', label: 'Chuyên mục' },
        { id: 'interview', label: 'Phỏng vấn' },
        { id: 'infographic', label: 'Infographic' },
        { id: 'video', label: 'Video' },
        { id: 'podcast', label: 'Podcast' },
      ],
    },
    { name: 'author', label: 'Tác giả', type: 'text', maximumLength: 100, extra: true },
    {
      name: 'reposts',
      label: 'Nơi khác đăng lại',
      type: 'records',
      once: true,
      maximumCount: 20,
      extra: true,
      columns: [
        { name: 'outletName', label: 'Tên báo, trang', maximumLength: 120, required: true },
        { name: 'url', label: 'Địa chỉ trang', maximumLength: 300, address: true },
      ],
    },
    {
      name: 'repeats',
      label: 'Số lần phát lại',
      type: 'number',
      once: true,
      unit: 'lần',
      minimum: 0,
      maximum: 400,
      extra: true,
      merge: 'manual',
    },
    {
      name: 'views',
      label: 'Số lượt xem',
      type: 'number',
      once: true,
      unit: 'lượt xem',
      minimum: 0,
      maximum: 100_000_000,
      extra: true,
      merge: 'manual',
    },
    audience(undefined),
    place,
    ...closingFields,
  ],
  defaults: ({ today }) => ({ publishedOn: today, origin: 'own', genre: 'newsItem' }),
  period: (values) => ({ occurredOn: textOf(values, 'publishedOn'), endedOn: textOf(values, 'publishedOn') }),
  // Emptied for an outlet of which there are many, or the name of the one before would stay.
  derive: (values) => ({ outletName: outletNameOf(values) }),
};

/** Of a day that is not filled in yet, the name of today. */
function outletNameOf(values: FieldValues): string {
  const names = outletNames[textOf(values, 'outletType') ?? ''] ?? [];
  const day = textOf(values, 'publishedOn');
  const name = day === undefined ? names.at(-1) : names.find((each) => isOfferedOn(each, day));
  return name?.text ?? '';
}
