import type { Verdict } from '../../domain/entry.ts';
import { normaliseText } from '../../domain/text.ts';

/** What the dialog's form holds when it is sent. `reason` is null while none is chosen, "" for "other". */
export interface TypedDecision {
  verdict: Exclude<Verdict, 'approve'>;
  reason: string | null;
  text: string;
  flags: string[];
}

export type ReadDecision =
  | { status: 'complete'; verdict: Exclude<Verdict, 'approve'>; remark: string; flags: string[] }
  | { status: 'missing'; what: 'reason' | 'text' | 'rejectReason' };

/** Nothing goes back without words: the person who wrote the entry has to know what to do. */
export function readDecision(typed: TypedDecision): ReadDecision {
  const text = normaliseText(typed.text);
  if (typed.verdict === 'reject' && typed.reason === null) return { status: 'missing', what: 'rejectReason' };
  if (typed.reason === null && text === '') return { status: 'missing', what: 'reason' };
  if (typed.reason === '' && text === '') return { status: 'missing', what: 'text' };
  const remark = [typed.reason ?? '', text].filter((part) => part !== '').join('. ');
  return { status: 'complete', verdict: typed.verdict, remark, flags: typed.verdict === 'return' ? typed.flags : [] };
}
