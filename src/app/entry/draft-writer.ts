import { saveDraft } from '../../localdb/drafts.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { isFullDisk } from '../../localdb/full-disk.ts';
import { onceMore } from '../../localdb/once-more.ts';
import type { DraftRow } from '../../localdb/rows.ts';

/** Of the last write: `none` before the first; after `failed` the text is on the screen only. */
export type DraftState = { status: 'none' } | { status: 'saved'; at: number } | { status: 'failed'; isDiskFull: boolean };

/** Less than the second that a killed page may lose (issue 2). */
const pause = 600;

export interface DraftWriter {
  /** The form changed: this is what goes to disk after a pause. */
  changed: (draft: DraftRow) => void;
  /** Writes what waits. Resolves when it is on disk; false if it is not. */
  flush: () => Promise<boolean>;
  /** What would be lost with the page now; null where all is on disk. */
  unsaved: () => DraftRow | null;
  /** Its end is being made here, or has been: nobody else's doing. */
  isEnding: () => boolean;
  /**
   * Work that may be the draft's end (it becomes an entry, it is given up) runs while nothing of it is being written.
   * What is asked to be written meanwhile waits for its outcome: after the end nothing brings the draft back.
   */
  endWith: <Result>(work: () => Promise<Result>, isEnd: (result: Result) => boolean) => Promise<Result>;
}

/** Brings a form to disk while it is being filled in, one write after the other, always the newest. */
export function startDraftWriter(db: LocalDatabase, world: { now: () => number; tell: (state: DraftState) => void }): DraftWriter {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: DraftRow | null = null;
  let inFlight: DraftRow | null = null;
  let stopped = false;
  let ending = false;
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
    inFlight = draft;
    const at = world.now();
    try {
      await onceMore(() => saveDraft(db, { ...draft, updatedAt: at }));
      if (!latest && !stopped) world.tell({ status: 'saved', at });
      return true;
    } catch (error) {
      latest ??= draft;
      world.tell({ status: 'failed', isDiskFull: isFullDisk(error) });
      return false;
    } finally {
      inFlight = null;
    }
  };
  const next = (): Promise<boolean> => {
    writing = writing.then(write);
    return writing;
  };

  return {
    changed: (draft) => {
      if (stopped) return;
      latest = { ...draft, updatedAt: world.now() };
      // Not begun anew by each letter: who types without a pause would have nothing on disk.
      timer ??= setTimeout(() => void next(), pause);
    },
    flush: next,
    isEnding: () => ending || stopped,
    unsaved: () => (stopped ? null : (latest ?? inFlight)),
    endWith: (work, isEnd) => {
      // The entry holds all that the draft would: writing the draft first would only make the person wait.
      stopTimer();
      ending = true;
      const end = writing.then(async () => {
        try {
          const result = await work();
          stopped = isEnd(result);
          return result;
        } finally {
          ending = false;
        }
      });
      writing = end.then(
        () => true,
        () => false,
      );
      return end;
    },
  };
}
