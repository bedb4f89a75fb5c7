import { describe, expect, test } from 'vitest';
import { attachFile } from '../../../src/app/entry/attach-file.ts';
import { largestAttachment } from '../../../src/domain/attachment.ts';
import { saveDraft } from '../../../src/localdb/drafts.ts';
import { bytesOf, docx, pdf } from '../../fakes/attachments.ts';
import { newDevice, newDraft } from '../../fakes/device.ts';

async function begun() {
  const device = await newDevice();
  const draft = newDraft(device);
  await saveDraft(device.db, draft);
  const attach = (bytes: Uint8Array<ArrayBuffer>, name: string, type = '') =>
    attachFile(device.db, draft.id, new File([bytes], name, { type }), device.clock.now);
  return { device, draft, attach };
}

describe('a file that is picked', () => {
  test('is attached as what it is, whatever it was called', async () => {
    const { device, attach } = await begun();
    expect(await attach(docx(), 'Giấy mời'.normalize('NFD'), 'text/plain')).toBeNull();
    const [row] = await device.db.photos.toArray();
    expect(row?.attachment).toMatchObject({
      name: 'Giấy mời.docx',
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    });
  });

  test.each([
    [
      'of another kind',
      bytesOf('<html></html>'),
      'Nội dung đã ghi vẫn còn. Tệp “a.pdf” không phải PDF, Word (.docx), Excel (.xlsx), MP3 hoặc M4A nên chưa đính kèm được. Lưu tệp sang một loại này rồi chọn lại.',
    ],
    [
      'too large',
      new Uint8Array(largestAttachment + 1),
      'Nội dung đã ghi vẫn còn. Tệp “a.pdf” lớn hơn 10 MB nên chưa đính kèm được. Chia nhỏ tệp hoặc chọn tệp nhỏ hơn.',
    ],
    ['empty', new Uint8Array(), 'Nội dung đã ghi vẫn còn. Máy không đọc được tệp “a.pdf”. Chọn lại tệp đó.'],
  ])('and is %s is refused with what to do, and leaves nothing behind', async (_what, bytes, sentence) => {
    const { device, attach } = await begun();
    expect(await attach(bytes, 'a.pdf', 'application/pdf')).toBe(sentence);
    expect([await device.db.photos.count(), await device.db.chunks.count()]).toEqual([0, 0]);
  });

  test('twice is there once, and an eleventh is not taken', async () => {
    const { device, draft, attach } = await begun();
    for (let place = 1; place <= 10; place += 1) expect(await attach(pdf(String(place)), `${place}.pdf`)).toBeNull();
    expect(await attach(pdf('1'), '1.pdf')).toContain('đã đính kèm rồi');
    expect(await attach(pdf('11'), '11.pdf')).toContain('nhiều nhất 10 tệp');
    expect((await device.db.drafts.get(draft.id))?.attachments).toHaveLength(10);
  });

  test('while the phone is full is not kept, and that is said', async () => {
    const { device, attach } = await begun();
    device.db.chunks.hook('creating', () => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await attach(pdf(), 'a.pdf')).toContain('Máy hết chỗ');
    expect(await device.db.photos.count()).toBe(0);
  });
});
