import { saveDraft } from '../../localdb/drafts.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { onceMore } from '../../localdb/once-more.ts';
import type { DraftRow } from '../../localdb/rows.ts';

/** Of the last write: `none` before the first; after `failed` the text is on the screen only. */
export type DraftState = { status: 'none' } | { status: 'saved'; at: number } | { status: 'failed' };

/** Less than the second that a killed page may lose (issue 2). */
const pause = 600;

export interface DraftWriter {
  /** The form changed: this is what goes to disk after a pause. */
  changed: (draft: DraftRow) => void;
  /** Writes what waits. Resolves when it is on disk; false if it is not. */
  flush: () => Promise<boolean>;
  /** What waits is about to be saved in another way: it goes to disk as a draft only if asked to after all. */
  hold: () => void;
  /** The draft became an entry or was given up: nothing may bring it back. */
  stop: () => void;
}

/** Brings a form to disk while it is being filled in, one write after the other, always the newest. */
export function startDraftWriter(db: LocalDatabase, world: { now: () => number; tell: (state: DraftState) => void }): DraftWriter {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: DraftRow | null = null;
  let stopped = false;
  let writing: Promise<boolean> = Promise.resolve(true);

  const stopTimer = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const write = async (): Promise<boolean> => {
    stopTimer();
    const draft = latest;
    if (stopped || !draft) return true;
    latest = null;
    const at = world.now();
    try {
      await onceMore(() => saveDraft(db, { ...draft, updatedAt: at }));
      if (!latest && !stopped) world.tell({ status: 'saved', at });
      return true;
    } catch {
      latest ??= draft;
      world.tell({ status: 'failed' });
      return false;
    }
  };
  const next = (): Promise<boolean> => {
    writing = writing.then(write);
    return writing;
  };

  return {
    changed: (draft) => {
      if (stopped) return;
      latest = draft;
      // Not begun anew by each letter: who types without a pause would have nothing on disk.
      timer ??= setTimeout(() => void next(), pause);
    },
    flush: next,
    hold: stopTimer,
    stop: () => {
      stopped = true;
      stopTimer();
    },
  };
}
