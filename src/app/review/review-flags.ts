import { checkEntry } from '../../domain/check.ts';
import type { Entry } from '../../domain/entry.ts';
import { listOf, type Kind } from '../../domain/kinds/field.ts';
import { openQuestions } from '../../domain/merge.ts';
import { dayOf } from '../../domain/text.ts';
import type { ReviewRow } from '../../localdb/rows.ts';

/** What a reviewer should look at before approving. */
export type ReviewFlag =
  | { type: 'conflict'; labels: string[] }
  | { type: 'double' }
  | { type: 'usedAddress' }
  | { type: 'usedPhoto' }
  | { type: 'fewPhotos'; have: number; least: number }
  | { type: 'photosOnTheWay'; stored: number; total: number }
  | { type: 'photosUnreadable'; count: number }
  | { type: 'attachmentsOnTheWay'; stored: number; total: number }
  | { type: 'attachmentsUnreadable'; count: number }
  | { type: 'unusual'; labels: string[] }
  | { type: 'resubmitted' };

export function reviewFlags(row: Pick<ReviewRow, 'entry' | 'photos' | 'doubles'>, kind: Kind | undefined): ReviewFlag[] {
  const { entry } = row;
  const { stored, unreadable, total } = countPhotos(row);
  const flags: ReviewFlag[] = [];
  const open = openConflicts(entry, kind);
  if (open.length > 0) flags.push({ type: 'conflict', labels: open });
  if (row.doubles?.some(({ why }) => why === 'alike')) flags.push({ type: 'double' });
  if (row.doubles?.some(({ why }) => why === 'address')) flags.push({ type: 'usedAddress' });
  if (row.doubles?.some(({ why }) => why === 'photo')) flags.push({ type: 'usedPhoto' });
  if (kind && total < kind.minimumPhotos) flags.push({ type: 'fewPhotos', have: total, least: kind.minimumPhotos });
  if (stored + unreadable < total) flags.push({ type: 'photosOnTheWay', stored, total });
  if (unreadable > 0) flags.push({ type: 'photosUnreadable', count: unreadable });
  const files = countStored(row, entry.attachments);
  if (files.stored + files.unreadable < files.total) flags.push({ type: 'attachmentsOnTheWay', stored: files.stored, total: files.total });
  if (files.unreadable > 0) flags.push({ type: 'attachmentsUnreadable', count: files.unreadable });
  const labels = kind ? doubtfulFields(row, kind) : [];
  if (labels.length > 0) flags.push({ type: 'unusual', labels });
  if (entry.review !== null) flags.push({ type: 'resubmitted' });
  return flags;
}

/** What only a person can choose between two values, and nobody has yet: until then the server approves nothing of it. */
export function openConflicts(entry: Pick<Entry, 'conflicts'>, kind: Kind | undefined): string[] {
  if (!kind) return [];
  const fields = new Map(kind.fields.map((field) => [field.name, field]));
  return openQuestions(entry, (name) => fields.get(name)?.merge ?? 'latest').map((name) => fields.get(name)?.label ?? name);
}

/** Only a photo whose bytes were verified counts as here. */
export function countPhotos(row: Pick<ReviewRow, 'entry' | 'photos'>): { stored: number; unreadable: number; total: number } {
  return countStored(row, row.entry.photos);
}

function countStored(row: Pick<ReviewRow, 'photos'>, files: readonly { id: string }[] = []) {
  const states = new Map(row.photos);
  const own = files.map(({ id }) => states.get(id));
  return {
    stored: own.filter((state) => state === 'stored').length,
    unreadable: own.filter((state) => state === 'failed').length,
    total: own.length,
  };
}

/** Flagged rows first; within each half, the longest waiting first. */
export function inReviewOrder<Row extends { submittedAt: number; flags: readonly ReviewFlag[] }>(rows: readonly Row[]): Row[] {
  const rank = (row: Row): number => (row.flags.length > 0 ? 0 : 1);
  return [...rows].sort((left, right) => rank(left) - rank(right) || left.submittedAt - right.submittedAt);
}

/** The kind's own doubts, asked as of the day of submission: an entry does not become odd by waiting here. */
function doubtfulFields(row: Pick<ReviewRow, 'entry'>, kind: Kind): string[] {
  const { entry } = row;
  const served = kind.fields
    .filter((field) => field.type === 'units' && field.offered === 'served')
    .flatMap((field) => listOf(entry.values, field.name));
  const findings = checkEntry(kind, entry.values, {
    today: dayOf(entry.submittedAt ?? entry.receivedAt),
    photoCount: entry.photos.length,
    served,
  });
  const doubtful = new Set(findings.filter((finding) => finding.level === 'doubt').map((finding) => finding.field));
  return kind.fields.filter((field) => doubtful.has(field.name)).map((field) => field.label);
}
