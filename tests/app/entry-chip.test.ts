import { expect, test } from 'vitest';
import { chipOf } from '../../src/app/state/entry-chip.ts';
import type { SendingFacts } from '../../src/app/state/sending.tsx';
import type { Entry, PhotoReference } from '../../src/domain/entry.ts';
import type { EntryRow } from '../../src/localdb/rows.ts';
import { attachment } from '../fakes/attachment-reference.ts';

const photo = (id: string): PhotoReference => ({
  id,
  sha256: '',
  size: 1,
  type: 'image/jpeg',
  width: 1,
  height: 1,
  takenAt: null,
  source: 'camera',
});

function row(change: Partial<Entry>, sync: EntryRow['sync'] = 'clean'): EntryRow {
  const view: Entry = {
    id: 'a',
    unit: 'u',
    kind: 'training',
    revision: 1,
    status: 'submitted',
    values: {},
    photos: [photo('1'), photo('2'), photo('3')],
    author: { id: 'p', name: '' },
    createdAt: 0,
    receivedAt: 0,
    submittedAt: 0,
    updatedAt: 0,
    review: null,
    comments: [],
    changes: {},
    conflicts: [],
    ...change,
  };
  return { id: 'a', unit: 'u', status: view.status, occurredOn: '', sync, search: '', server: view, view };
}

const sent: SendingFacts = {
  texts: new Set(),
  photos: new Map(),
  photoCount: 0,
  attachmentCount: 0,
  held: [],
  badPhotos: [],
  stranded: [],
  oldestAt: null,
  lastAppliedAt: 0,
  minimumBuild: '',
};
const textWaits: SendingFacts = { ...sent, texts: new Set(['a']) };
const photosWait: SendingFacts = { ...sent, photos: new Map([['a', 1]]), photoCount: 1 };
const conflict = [{ field: 'attendance', kept: 1, lost: 2, revision: 1 }];

test.each<[string, EntryRow, SendingFacts, 'idle' | 'sending', ReturnType<typeof chipOf>]>([
  ['refused wins over all', row({ status: 'returned', conflicts: conflict }, 'held'), textWaits, 'sending', { state: 'error' }],
  ['two versions win over a return', row({ status: 'returned', conflicts: conflict }), sent, 'idle', { state: 'conflict' }],
  ['a return wins over what waits', row({ status: 'returned' }), textWaits, 'idle', { state: 'return' }],
  ['text waits', row({}), textWaits, 'idle', { state: 'wait' }],
  ['text is on its way', row({}), textWaits, 'sending', { state: 'send' }],
  ['photos are on their way', row({}), photosWait, 'idle', { state: 'send', detail: '2/3 ảnh' }],
  [
    'photos and files are on their way',
    row({ attachments: [attachment()] }),
    photosWait,
    'idle',
    { state: 'send', detail: '3/4 ảnh, tệp' },
  ],
  [
    'files alone are on their way',
    row({ photos: [], attachments: [attachment()] }),
    photosWait,
    'idle',
    { state: 'send', detail: '0/1 tệp' },
  ],
  ['received whole', row({}), sent, 'idle', { state: 'received' }],
  ['approved', row({ status: 'approved' }), sent, 'idle', { state: 'approved' }],
  ['void stays void while its word travels', row({ status: 'void' }), textWaits, 'idle', { state: 'void' }],
])('%s', (_, entry, facts, phase, chip) => {
  expect(chipOf(entry, facts, phase)).toEqual(chip);
});
