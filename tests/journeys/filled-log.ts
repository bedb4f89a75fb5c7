import { expect } from 'vitest';
import { broadcastValues, hiepCuong, trainingValues } from '../fakes/device.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { newId, referenceOf, WirePhone, type Change } from '../fakes/wire-phone.ts';

/** The longest that people write. */
export const longTitle =
  'Hướng dẫn người dân, doanh nghiệp nộp hồ sơ trực tuyến, thanh toán phí, lệ phí trên Cổng Dịch vụ công quốc gia và nhận kết quả tại Bộ phận Một cửa xã Hiệp Cường';

export interface FilledLog {
  returned: string;
  submitted: string;
  approved: string;
  conflict: string;
}

/** One entry in each state, with the longest names that people write. */
export async function fillTheLog(url: string): Promise<FilledLog> {
  const ids = { returned: newId(), submitted: newId(), approved: newId(), conflict: newId() };
  const phone = new WirePhone(url, Date.now());
  await phone.signIn('hiepcuong');
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const photo = new Uint8Array(await plainJpeg(3, 640));
  const reference = referenceOf(photo);
  await pushOk(
    phone,
    {
      type: 'new',
      id: ids.returned,
      unit: hiepCuong,
      kind: 'training',
      set: { ...trainingValues(longTitle), startDate: today, endDate: today },
      photos: [reference],
      submit: true,
    },
    {
      type: 'new',
      id: ids.submitted,
      unit: hiepCuong,
      kind: 'broadcast',
      set: { ...broadcastValues(longTitle), airDates: [today] },
      submit: true,
    },
    {
      type: 'new',
      id: ids.approved,
      unit: hiepCuong,
      kind: 'broadcast',
      set: { ...broadcastValues('Bản tin cải cách hành chính'), airDates: [today] },
      submit: true,
    },
  );
  await phone.patch(reference.id, 0, photo);
  const secondPhoto = new Uint8Array(await plainJpeg(4, 640));
  const second = referenceOf(secondPhoto);
  await pushOk(phone, {
    type: 'new',
    id: ids.conflict,
    unit: hiepCuong,
    kind: 'training',
    set: { ...trainingValues('Tập huấn dịch vụ công trực tuyến'), startDate: today, endDate: today },
    photos: [second],
    submit: true,
  });
  await phone.patch(second.id, 0, secondPhoto);
  await phone.push({ type: 'edit', id: ids.conflict, base: 1, set: { attendance: 48, note: 'Có 3 người đến muộn' } });
  const other = new WirePhone(url, Date.now());
  await other.signIn('hiepcuong');
  await other.push({ type: 'edit', id: ids.conflict, base: 1, set: { attendance: 45, note: longTitle } });
  const reviewer = new WirePhone(url, Date.now());
  await reviewer.signIn('sonoivu');
  await pushOk(
    reviewer,
    {
      type: 'review',
      id: ids.returned,
      base: 1,
      verdict: 'return',
      remark: 'Bổ sung số người dự; ảnh 1 bị mờ, đề nghị gửi ảnh khác.',
      flags: ['attendance', `photo:${reference.id}`],
    },
    { type: 'review', id: ids.approved, base: 1, verdict: 'approve' },
  );
  return ids;
}

async function pushOk(phone: WirePhone, ...changes: Change[]): Promise<void> {
  const { results } = await phone.push(...changes);
  expect(results.map(([, outcome]) => outcome)).toEqual(changes.map(() => 'ok'));
}
