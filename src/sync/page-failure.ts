import type { Understood } from './transport.ts';

/** Why a page of entries could not be had; what was loaded before stays. */
export type PageFailure = { status: 'offline' | 'signedOut' | 'trouble' };

export function pageFailure(answer: Exclude<Understood<unknown>, { status: 'ok' }>): PageFailure {
  if (answer.status === 'none') return { status: 'offline' };
  return { status: answer.status === 'problem' && answer.kind === 'signed_out' ? 'signedOut' : 'trouble' };
}
