import { describe, expect, it } from 'vitest';
import { attachmentName, largestAttachment, mayBeAttached } from '../../src/domain/attachment.ts';
import { attachmentTypeOf } from '../../src/domain/attachment-type.ts';
import { applyChange, type Entry, type EntryChange } from '../../src/domain/entry.ts';
import { attachment } from '../fakes/attachment-reference.ts';
import { bytesOf, docx, m4a, mp3, pdf, xlsx, zipped } from '../fakes/attachments.ts';

describe('what a file is', () => {
  it.each([
    ['application/pdf', pdf()],
    ['application/pdf', new Uint8Array([0xef, 0xbb, 0xbf, ...pdf()])],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', docx()],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', xlsx()],
    ['audio/mpeg', mp3({ tagged: true })],
    ['audio/mpeg', mp3({ tagged: false })],
    ['audio/mp4', m4a()],
    ['audio/mp4', m4a({ brand: 'mp42' })],
    ['audio/mp4', m4a({ brand: '3gp4' })],
  ])('is told by its bytes: %s', (type, bytes) => {
    expect(attachmentTypeOf(bytes)).toBe(type);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a page', bytesOf('<!doctype html><script>alert(1)</script>%PDF-1.7')],
    ['a program', bytesOf('MZ\u0000\u0000 This program cannot be run in DOS mode')],
    ['a picture', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ['text in two-byte letters', new Uint8Array([0xff, 0xfe, 0x41, 0, 0x42, 0])],
    ['any archive', zipped({ 'a.txt': 'a' })],
    ['an archive that only lists its content types', zipped({ '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<p/>' })],
    ['a document with macros', docx({ 'word/vbaProject.bin': 'x' })],
    ['an archive that was cut', docx().subarray(0, 60)],
    ['a film', m4a({ brand: 'mp42', tracks: ['soun', 'vide'] })],
    ['a container with no sound', m4a({ tracks: [] })],
    ['a tag and nothing behind it', bytesOf('ID3')],
    ['boxes that lie about their size', new Uint8Array([0, 0, 0, 0, ...bytesOf('ftypM4A '), 0, 0, 0, 1, ...bytesOf('moov')])],
  ])('that cannot be attached is known for it: %s', (_what, bytes) => {
    expect(attachmentTypeOf(bytes)).toBeNull();
  });
});

describe('the name of an attached file', () => {
  const pdfType = 'application/pdf';

  it('is kept as it was written, marks joined to their letters', () => {
    expect(attachmentName('Kế hoạch tuyên truyền.pdf'.normalize('NFD'), pdfType)).toBe('Kế hoạch tuyên truyền.pdf');
    expect(attachmentName('BAO CAO.PDF', pdfType)).toBe('BAO CAO.PDF');
  });

  it('has no folder, no control letter and nothing that turns the direction of writing', () => {
    expect(attachmentName('C:\\tmp/../ke\u0000 hoach\u202Efdp.pdf', pdfType)).toBe('ke hoachfdp.pdf');
    expect(attachmentName('a"b<c>|d?*:e.pdf', pdfType)).toBe('a b c d e.pdf');
  });

  it('ends as what it is', () => {
    expect(attachmentName('giay-moi.exe', pdfType)).toBe('giay-moi.exe.pdf');
    expect(attachmentName('', pdfType)).toBe('tep.pdf');
    expect(attachmentName('.pdf', pdfType)).toBe('tep.pdf');
  });

  it('is shortened before its ending, and never in the middle of a letter', () => {
    const name = attachmentName(`${'ằ'.repeat(110)}${'😀'.repeat(20)}.pdf`, pdfType);
    expect(name.length).toBeLessThanOrEqual(120);
    expect(name.endsWith('.pdf')).toBe(true);
    expect(name).not.toMatch(/\p{Cs}/u);
  });

  it('stays what it is when it is made again', () => {
    for (const name of ['a.pdf', '  a  b .pdf', '...', `${'x'.repeat(300)}.pdf`, 'a.pdf ', 'a\u0301.pdf'])
      expect(attachmentName(attachmentName(name, pdfType), pdfType)).toBe(attachmentName(name, pdfType));
  });
});

describe('a file may be attached', () => {
  it('when it is of a known type, no larger than 10 MB and properly named', () => {
    expect(mayBeAttached(attachment())).toBe(true);
    expect(mayBeAttached(attachment({ size: largestAttachment }))).toBe(true);
    expect(mayBeAttached(attachment({ size: largestAttachment + 1 }))).toBe(false);
    expect(mayBeAttached(attachment({ type: 'text/html', name: 'a.html' }))).toBe(false);
    expect(mayBeAttached(attachment({ name: 'a.exe' }))).toBe(false);
    expect(mayBeAttached(attachment({ name: '../a.pdf' }))).toBe(false);
  });
});

describe('files of an entry', () => {
  const by = { id: 'p', name: 'Bà Lan' };
  const [first, second, third] = [attachment({ id: '1' }), attachment({ id: '2' }), attachment({ id: '3' })];
  const apply = (before: Entry | null, change: EntryChange): Entry | null => applyChange(before, change, { by, at: 1, revision: 1 });
  const made = (attachments?: Entry['attachments']): Entry | null =>
    apply(null, { type: 'new', id: 'e', unit: 'u', kind: 'broadcast', set: {}, at: 1, base: 0, ...(attachments && { attachments }) });

  it('unite as photos do: what each added is there, what one removed is gone', () => {
    const numbered = { id: 'e', at: 1, base: 1 };
    const one = apply(made([first]), { type: 'edit', ...numbered, attachmentsAdded: [second], attachmentsRemoved: [first.id] });
    const both = apply(one, { type: 'edit', ...numbered, attachmentsAdded: [third] });
    expect(both?.attachments).toEqual([second, third]);
    expect(apply(both, { type: 'edit', ...numbered, attachmentsAdded: [third] })?.attachments).toEqual([second, third]);
  });

  it('are not spoken of where there are none, as before there were any', () => {
    expect(made()).not.toHaveProperty('attachments');
    const edited = apply(made(), { type: 'edit', id: 'e', at: 1, base: 1, set: { title: 'a' } });
    expect(edited).not.toHaveProperty('attachments');
    const emptied = apply(made([first]), { type: 'edit', id: 'e', at: 1, base: 1, attachmentsRemoved: [first.id] });
    expect(emptied).not.toHaveProperty('attachments');
  });

  it('that were added or removed after a return are told to the reviewer', () => {
    const returned = apply(made([first]), { type: 'review', id: 'e', at: 1, base: 1, verdict: 'return', remark: 'a' });
    const mended = apply(returned, { type: 'edit', id: 'e', at: 1, base: 2, attachmentsAdded: [second], attachmentsRemoved: [first.id] });
    expect(mended?.changes).toEqual({ 'attachment:1': ['1', null], 'attachment:2': [null, '2'] });
  });
});
