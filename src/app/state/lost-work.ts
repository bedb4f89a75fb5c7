import { create } from 'zustand';

/** Entries that were logged here, are not in the database any more, and can be taken back: found after the first screen. */
export const useLostWork = create<{ entries: number }>(() => ({ entries: 0 }));
