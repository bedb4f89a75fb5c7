import type { AttachmentReference } from './entry.ts';

/** What may be attached to an entry beside its photos (domain card 1.0), and what such a file is called. */

/** Bytes. What a file manager calls 10 MB. */
export const largestAttachment = 10 * 1024 * 1024;

/** Most of one entry. */
export const mostAttachments = 10;

const longestName = 120;

/** Type → how the names of its files end. */
export const attachmentEndings = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
} as const;
export type AttachmentType = keyof typeof attachmentEndings;

/** What a reference says of its file is within the rules. Whether it is true, only the bytes tell. */
export function mayBeAttached({ size, type, name }: Pick<AttachmentReference, 'size' | 'type' | 'name'>): boolean {
  return size > 0 && size <= largestAttachment && isAttachmentType(type) && name === attachmentName(name, type);
}

/**
 * A name that every system can keep: the file's own, without folders and letters that deceive the eye, ending as what the
 * file is. Two spellings of one mark are one name.
 */
export function attachmentName(given: string, type: AttachmentType): string {
  const ending = `.${attachmentEndings[type]}`;
  const plain = (given.normalize('NFC').split(/[/\\]/).at(-1) ?? '')
    .replace(unseen, '')
    .replace(forbidden, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const isEnded = plain.toLowerCase().endsWith(ending);
  const own = isEnded ? plain.slice(-ending.length) : ending;
  const stem = shortened(isEnded ? plain.slice(0, -ending.length) : plain, longestName - ending.length);
  return `${stem || 'tep'}${own}`;
}

export function isAttachmentType(type: string): type is AttachmentType {
  return Object.hasOwn(attachmentEndings, type);
}

/** Control letters, marks of direction, and halves of letters. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}]/gu;
const forbidden = /["<>|?*:]/g;

function shortened(stem: string, most: number): string {
  let short = '';
  for (const letter of stem) {
    if (short.length + letter.length > most) break;
    short += letter;
  }
  return short.replace(/^[\s.]+|[\s.]+$/g, '');
}
