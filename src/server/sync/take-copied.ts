import { createHash } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { hashMutation } from './canonical.ts';
import type { NumberedChange } from './numbered-change.ts';
import { take, type Taken } from './take.ts';

/** What a file, or a piece of one, has of one replica. */
export interface FromFile {
  replica: string;
  build: string;
  deviceNow: number;
  /** The device's clock when the file was made: every piece of a long file has the same. */
  exportedAt: number | undefined;
  /** Ascending by the numbers that they bear there. */
  changes: readonly NumberedChange[];
}

export type TakenCopied =
  /** `numbers`: what each change got, in their order; null while what it builds on is not here. */
  (Extract<Taken, { status: 'ok' }> & { numbers: (number | null)[] }) | Exclude<Taken, { status: 'ok' }>;

/** Whoever brings other changes of the same file at the same moment numbers in between, but not for ever. */
const attempts = 12;

/**
 * Takes the file of a device that exists twice, where the server knows its numbers as other changes: under a name of its
 * own and numbered anew, each with the place where it stood, as the copy itself does when it finds out (sync card 3.4).
 * Whichever comes first, file or copy, of the other nothing is done twice.
 */
export async function takeCopied(
  parts: Parameters<typeof take>[0],
  file: FromFile,
  session: { person: string; now: number },
): Promise<TakenCopied> {
  const { build, deviceNow, changes } = file;
  const replica = nameOfCopy(file);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const numbers = await numberAnew(parts.database, replica, file);
    const mutations = changes.flatMap(({ body, n, origin }, index) => {
      const first = origin ?? { replica: file.replica, n };
      const given = numbers[index] ?? null;
      return given === null ? [] : [{ ...body, n: given, origin: [first.replica, first.n] }];
    });
    const taken = await take(parts, { replica, build, deviceNow, mutations }, { ...session, id: null });
    if (taken.status !== 'fork') return taken.status === 'ok' ? { ...taken, numbers } : taken;
  }
  return { status: 'fork' };
}

/** Whether an earlier piece of the same file was taken as a copy's. */
export async function isKnownCopy(database: Database, file: FromFile): Promise<boolean> {
  const known = await database.query.selectFrom('replica').select('id').where('id', '=', nameOfCopy(file)).executeTakeFirst();
  return known !== undefined;
}

/** Made of the file's own, so that the same file, and each piece of it, comes under the same name again. */
function nameOfCopy({ replica, exportedAt, changes }: FromFile): string {
  const made = exportedAt ?? changes.map(({ body }) => hashMutation(body));
  return createHash('sha256')
    .update(JSON.stringify([replica, made]))
    .digest('base64url')
    .slice(0, 22);
}

/** What came before keeps the number that it got; what is new has the next ones, as far as the copy's own have no hole. */
async function numberAnew(database: Database, copy: string, file: FromFile): Promise<(number | null)[]> {
  const places = file.changes.map(({ body, n, origin }) => {
    const first = origin ?? { replica: file.replica, n };
    const hash = hashMutation(body);
    return { n, hash, key: `${hash} ${first.replica} ${first.n}` };
  });
  const { last_n, reached, receipts, shared } = await readNumbered(database, copy, { file, hashes: places.map(({ hash }) => hash) });
  const numbers = new Map(receipts.map((row) => [`${row.hash} ${row.origin_replica} ${row.origin_n}`, row.n]));
  const before = new Set(shared.map(({ n, hash }) => `${n} ${hash}`));
  let last = last_n;
  let behind = reached;
  return places.map(({ n, hash, key }) => {
    const given = numbers.get(key);
    if (given !== undefined) return given;
    // Of what both copies have from before, much may be in no file any more: the server is known to hold it.
    if (!before.has(`${n} ${hash}`)) {
      if (behind !== null && n > behind + 1) return null;
      behind = Math.max(behind ?? n, n);
    }
    last += 1;
    numbers.set(key, last);
    return last;
  });
}

async function readNumbered(database: Database, copy: string, { file, hashes }: { file: FromFile; hashes: readonly string[] }) {
  return database.read(async (tx) => {
    const known = await tx.selectFrom('replica').select('last_n').where('id', '=', copy).executeTakeFirst();
    const furthest = await tx
      .selectFrom('receipt')
      .select((select) => select.fn.max('origin_n').as('n'))
      .where('replica', '=', copy)
      .where('origin_replica', '=', file.replica)
      .executeTakeFirst();
    const receipts = await tx
      .selectFrom('receipt')
      .select(['n', 'hash', 'origin_replica', 'origin_n'])
      .where('replica', '=', copy)
      .where('hash', 'in', hashes)
      .execute();
    const shared = await tx
      .selectFrom('receipt')
      .select(['n', 'hash'])
      .where('replica', '=', file.replica)
      .where(
        'n',
        'in',
        file.changes.map(({ n }) => n),
      )
      .execute();
    return { last_n: known?.last_n ?? 0, reached: furthest?.n ?? null, receipts, shared };
  });
}
