import { textOf, type FieldValues, type Kind } from '../../domain/kinds/field.ts';
import type { LocalDatabase } from '../../localdb/database.ts';

/** What was logged lately on this device: copied, offered as chips, counted. */

const looked = 300;
export const mostOffered = 5;

export interface Recent {
  /** The person's own last entry of the kind, or else the unit's. */
  last: FieldValues | null;
  /** The unit's, one for each different title, newest first. */
  contents: FieldValues[];
  /** What a field's own text was lately, newest first. */
  texts: ReadonlyMap<string, readonly string[]>;
}

export async function readRecent(db: LocalDatabase, { kind, unit }: { kind: Kind; unit: string }): Promise<Recent> {
  const entries = await newestEntries(db);
  const same = entries.filter((entry) => entry.kind === kind.id && entry.unit === unit);
  const byTitle = new Map<string, FieldValues>();
  for (const { values } of same) {
    const title = textOf(values, 'title');
    if (title !== undefined && !byTitle.has(title)) byTitle.set(title, values);
  }
  const last = same.find((entry) => entry.author.id === db.person) ?? same[0];
  return {
    last: last?.values ?? null,
    contents: [...byTitle.values()].slice(0, mostOffered),
    texts: textsOf(
      kind,
      entries.map((entry) => entry.values),
    ),
  };
}

/** Of every kind: a hall that classes were held in is a place for a meeting too. */
function textsOf(kind: Kind, entries: readonly FieldValues[]): Recent['texts'] {
  const texts = new Map<string, readonly string[]>();
  for (const field of kind.fields) {
    const { remembered } = field.type === 'text' ? field : {};
    if (!remembered) continue;
    const written = entries.flatMap((values) => remembered.flatMap((name) => textOf(values, name) ?? []));
    texts.set(field.name, [...new Set(written)].slice(0, mostOffered));
  }
  return texts;
}

/** The latest entries of this device, newest first. */
export async function newestEntries(db: LocalDatabase) {
  const older = Math.max(0, (await db.entries.count()) - looked);
  const rows = await db.entries.orderBy('occurredOn').offset(older).toArray();
  return rows
    .filter((row) => row.status !== 'void')
    .map((row) => row.view)
    .sort((one, other) => other.createdAt - one.createdAt);
}
