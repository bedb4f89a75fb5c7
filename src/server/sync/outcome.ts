import type { HeldReason } from '../../protocol/mutation.ts';
import type { MutationResult } from '../../protocol/sync.ts';
import type { Outcome } from '../db/tables.ts';

/** What became of one change. */
export type Verdict = { outcome: 'ok' | 'merged'; revision: number } | { outcome: 'held'; reason: HeldReason; field?: string | undefined };

export function held(reason: HeldReason, field?: string): Extract<Verdict, { outcome: 'held' }> {
  return { outcome: 'held', reason, field };
}

export function asResult(n: number, verdict: Verdict): MutationResult {
  if (verdict.outcome !== 'held') return [n, verdict.outcome, verdict.revision];
  return verdict.field === undefined ? [n, 'held', verdict.reason] : [n, 'held', verdict.reason, verdict.field];
}

export interface RecordedVerdict {
  outcome: Outcome;
  reason: string | null;
  field: string | null;
  revision: number | null;
}

export function asColumns(verdict: Verdict): RecordedVerdict {
  if (verdict.outcome === 'held') return { outcome: 'held', reason: verdict.reason, field: verdict.field ?? null, revision: null };
  return { outcome: verdict.outcome, reason: null, field: null, revision: verdict.revision };
}

export function fromColumns(row: RecordedVerdict): Verdict {
  if (row.outcome === 'held') return held(row.reason as HeldReason, row.field ?? undefined);
  return { outcome: row.outcome, revision: row.revision ?? 0 };
}
