import type { MirrorFiles } from '../../src/localdb/mirror-files.ts';

export interface MemoryFiles extends MirrorFiles {
  /** How often something was written. */
  writes: () => number;
  /** The next writing ends after so many characters, as when the phone dies: half a text is left under the name. */
  dieAfter: (characters: number) => void;
  /** From here on the place is full. */
  fill: () => void;
}

/** Texts as a browser keeps them beside IndexedDB; of what it writes over nothing is left. */
export function memoryFiles(): MemoryFiles {
  const texts = new Map<string, string>();
  let writes = 0;
  let room = Number.POSITIVE_INFINITY;
  let isFull = false;
  let last: Promise<unknown> = Promise.resolve();
  return {
    names: async () => [...texts.keys()],
    read: async (name) => texts.get(name) ?? null,
    write: async (name, text) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      writes += 1;
      texts.set(name, text.slice(0, room));
      if (room < text.length) throw new Error('the phone died');
    },
    remove: async (name) => void texts.delete(name),
    alone: async (work) => {
      const before = last;
      const mine = before.catch(() => {}).then(work);
      last = mine;
      return mine;
    },
    writes: () => writes,
    dieAfter: (characters) => {
      room = characters;
    },
    fill: () => {
      isFull = true;
    },
  };
}
