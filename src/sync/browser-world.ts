import type { Runner, RunnerWorld } from './runner.ts';
import { fetchTransport } from './transport.ts';

/** The runner's world in a page. */
export function browserWorld(build: string, person: string): RunnerWorld {
  return {
    transport: fetchTransport,
    build,
    now: () => Date.now(),
    random: () => Math.random(),
    setTimer: (run, milliseconds) => window.setTimeout(run, milliseconds),
    clearTimer: (timer) => window.clearTimeout(timer),
    isVisible: () => document.visibilityState === 'visible',
    isLinkSlow,
    alone: (work) => aloneAmongTabs(`so-sync-${person}`, work),
  };
}

/** Only Chromium says; where nobody does, pages begin at their ordinary size. */
function isLinkSlow(): boolean {
  const { connection } = navigator as Navigator & { connection?: { effectiveType?: string } };
  return connection?.effectiveType === 'slow-2g' || connection?.effectiveType === '2g';
}

/** What else than the runner's own timer asks it to try. Returns a function that stops listening. */
export function listenForChances({ chanceCame }: Pick<Runner, 'chanceCame'>): () => void {
  const whenVisible = (): void => {
    if (document.visibilityState === 'visible') chanceCame();
  };
  // The worker only wakes: on a Background Sync event it tells an open page, which does the sending.
  const onMessage = (event: MessageEvent<unknown>): void => {
    if (event.data === 'send') chanceCame();
  };
  window.addEventListener('online', chanceCame);
  document.addEventListener('visibilitychange', whenVisible);
  navigator.serviceWorker?.addEventListener('message', onMessage);
  return () => {
    window.removeEventListener('online', chanceCame);
    document.removeEventListener('visibilitychange', whenVisible);
    navigator.serviceWorker?.removeEventListener('message', onMessage);
  };
}

/** How long a holder is waited for before its lock is taken: a frozen page can hold one for ever (w3c/web-locks#4). */
const longestStep = 120_000;

/**
 * The lock saves traffic only; two tabs at once are harmless by the server's ledger and the generation check.
 */
async function aloneAmongTabs(name: string, work: () => Promise<void>): Promise<boolean> {
  if (!navigator.locks) {
    await work();
    return true;
  }
  const taken = `${name}-taken-at`;
  return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    // Whoever sets a clock back has not taken it in the future.
    const since = Math.abs(Date.now() - Number(localStorage.getItem(taken) ?? 0));
    if (!lock && since < longestStep) return false;
    localStorage.setItem(taken, String(Date.now()));
    await work();
    return true;
  });
}
