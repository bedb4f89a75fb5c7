import type { Conflict } from '../../src/domain/entry.ts';
import { broadcast } from '../../src/domain/kinds/broadcast.ts';
import { training } from '../../src/domain/kinds/training.ts';
import type { Ledger } from './ledger.ts';
import type { ServerState } from './server-state.ts';
import { demand } from './violation.ts';

type History = ServerState['history'][number];

interface Written {
  body: string;
  revision: number;
  estimatedAt: number;
}

interface Sent {
  base: number;
  set?: Record<string, unknown>;
  add?: Record<string, string[]>;
  remove?: Record<string, string[]>;
}

/**
 * Goes through an entry's history and asks of every value: did it take, or is it kept beside the one that did, and by
 * which right. A second telling of the merge rule, from the history alone.
 */
export function checkMerge(server: ServerState, ledger: Ledger): void {
  const byEntry = new Map<string, History[]>();
  for (const row of server.history) {
    // A refused first version that is let go leaves no entry behind.
    if (row.outcome !== 'held' && row.type !== 'dismiss' && !server.erased.has(row.entry))
      byEntry.set(row.entry, [...(byEntry.get(row.entry) ?? []), row]);
  }
  for (const [id, rows] of byEntry) {
    const entry = server.entries.get(id);
    demand(entry !== undefined, 2, 'accepted changes have no entry', id);
    if (!entry) continue;
    const values = new Map<string, string>();
    const writers = new Map<string, Written>();
    const open = new Map<string, Lost[]>();
    for (const row of rows.sort((one, other) => (one.revision ?? 0) - (other.revision ?? 0))) {
      follow(row, { kind: entry.kind, values, writers, open, conflicts: entry.conflicts, ledger });
    }
    for (const [field, value] of Object.entries(entry.values)) {
      demand(values.get(field) === JSON.stringify(value), 5, 'a value is not what the history says', {
        id,
        field,
        value,
        history: values.get(field),
      });
    }
    for (const [field, all] of open) {
      for (const { revision, value } of all) {
        const kept = entry.conflicts.some(
          (each) => each.field === field && each.revision === revision && JSON.stringify(each.lost) === value,
        );
        demand(kept, 5, 'the loser of a merge is not kept beside the winner until somebody chooses', { id, field, revision, value });
      }
    }
  }
}

interface Choice {
  field: string;
  base: number;
  pick: unknown;
}

interface Lost {
  revision: number;
  value: string;
}

interface Followed {
  kind: string;
  values: Map<string, string>;
  writers: Map<string, Written>;
  conflicts: readonly Conflict[];
  ledger: Ledger;
  /** Field → what lost, until a person has seen and chosen. */
  open: Map<string, Lost[]>;
}

function follow(row: History, entry: Followed): void {
  if (row.type !== 'new' && row.type !== 'edit' && row.type !== 'resolve') return;
  const body = JSON.parse(row.body) as Sent & Choice;
  const sent: Sent = row.type === 'resolve' ? { base: body.base, set: { [body.field]: body.pick } } : body;
  const difference = JSON.parse(row.difference) as Record<string, unknown[]>;
  const revision = row.revision ?? 0;
  // Whoever knows an entry has seen its first version, whatever number that got in this life of the store.
  const written: Written = { body: row.body, revision: row.type === 'new' ? 1 : revision, estimatedAt: row.estimated_at };
  for (const [field, value] of Object.entries(sent.set ?? {})) {
    const had = entry.values.get(field) ?? 'null';
    const has = field in difference ? JSON.stringify(difference[field]?.[1]) : had;
    const wanted = JSON.stringify(value);
    const last = entry.writers.get(field);
    const meets = last !== undefined && last.revision > sent.base && had !== wanted;
    const concurrent = meets && !entry.ledger.isOneHand(row.body, last.body);
    const isAsked = entry.conflicts.some((each) => each.field === field && each.revision === revision);
    const facts = { entry: row.entry, field, revision, had, wanted, has, last };
    demand(concurrent || !isAsked, 16, 'a replica conflicts with itself, or with what it had seen', facts);
    // Whatever people choose later: what did not become the value is told here, as what was before or as what lost.
    const [before, _after, ...lost] = difference[field] ?? [];
    const told = [before, ...lost].map((each) => JSON.stringify(each));
    const loser = has === wanted ? had : wanted;
    if (has !== wanted) demand(concurrent, 5, 'a value is neither current nor kept beside', facts);
    if (concurrent) demand(told.includes(loser), 5, 'the loser of a merge is not in the history', { ...facts, told });
    if (row.type === 'resolve') {
      const ended = entry.open.get(field)?.filter((each) => each.revision <= sent.base) ?? [];
      const isTold = ended.every(({ value: given }) => given === has || told.includes(given));
      demand(isTold, 5, 'what was not chosen is not in the history', { ...facts, ended, told });
      entry.open.set(field, entry.open.get(field)?.filter((each) => each.revision > sent.base) ?? []);
    }
    if (concurrent) entry.open.set(field, [...(entry.open.get(field) ?? []), { revision, value: loser }]);
    if (concurrent) {
      const newer = row.estimated_at >= last.estimatedAt;
      demand((has === wanted) === (policyOf(entry.kind, field) !== 'manual' && newer), 16, 'the wrong side of a merge won', facts);
    }
    if (has === wanted) entry.writers.set(field, written);
    entry.values.set(field, has);
  }
  for (const field of new Set([...Object.keys(sent.add ?? {}), ...Object.keys(sent.remove ?? {})])) {
    const had = JSON.parse(entry.values.get(field) ?? '[]') as string[];
    const removed = new Set(sent.remove?.[field]);
    const wanted = [...new Set([...had, ...(sent.add?.[field] ?? [])])].filter((member) => !removed.has(member)).sort();
    const has = field in difference ? ((difference[field]?.[1] ?? []) as string[]) : had;
    demand(JSON.stringify([...has].sort()) === JSON.stringify(wanted), 16, 'a set did not unite', {
      entry: row.entry,
      field,
      had,
      has,
      sent,
    });
    entry.values.set(field, JSON.stringify(has));
    entry.writers.set(field, written);
  }
}

export function policyOf(kind: string, field: string): string {
  const fields = kind === 'training' ? training.fields : broadcast.fields;
  return fields.find((each) => each.name === field)?.merge ?? 'latest';
}
