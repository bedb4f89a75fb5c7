import type { Entry } from './entry.ts';
import { listOf, type Kind } from './kinds/field.ts';
import { foldForSearch } from './text.ts';

type Compared = Pick<Entry, 'values'>;

/** Shorter titles say too little to be found within another. */
const tellingLength = 12;

/**
 * Whether two entries of one unit, kind and day may be the same event written down twice: their titles are alike, and
 * where both say when, they name a common time. What airs at five and again at seventeen is two broadcasts.
 */
export function areAlike(one: Compared, other: Compared, kind: Pick<Kind, 'fields'>): boolean {
  return haveLikeTitles(titleOf(one), titleOf(other)) && haveCommonTime(one, other, kind);
}

function haveLikeTitles(one: string, other: string): boolean {
  if (one === '' || other === '') return one === other;
  if (one === other) return true;
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  return shorter.length >= tellingLength && longer.includes(shorter);
}

function titleOf({ values }: Compared): string {
  const { title } = values;
  return typeof title === 'string' ? foldForSearch(title).replace(/\s+/g, ' ').trim() : '';
}

function haveCommonTime(one: Compared, other: Compared, kind: Pick<Kind, 'fields'>): boolean {
  return kind.fields
    .filter((field) => field.type === 'times')
    .every(({ name }) => {
      const [times, others] = [listOf(one.values, name), listOf(other.values, name)];
      return times.length === 0 || others.length === 0 || times.some((time) => others.includes(time));
    });
}
