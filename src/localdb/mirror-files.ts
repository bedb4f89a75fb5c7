/**
 * A place on this device beside IndexedDB, for small texts by name: browsers clear, or fail to open, one without the other
 * (sync card 6, lost storage).
 */
export interface MirrorFiles {
  names: () => Promise<string[]>;
  /** Null when there is none of this name. */
  read: (name: string) => Promise<string | null>;
  write: (name: string, text: string) => Promise<void>;
  remove: (name: string) => Promise<void>;
  /** Runs `work` while no other tab works on this person's texts. */
  alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** The origin's own file system, or localStorage where a page cannot write there (Safari before 26). */
export async function openMirrorFiles(person: string): Promise<MirrorFiles> {
  return { ...((await openFileSystem()) ?? inLocalStorage), alone: (work) => aloneAmongTabs(`so-mirror-${person}`, work) };
}

/** What all names begin with; in localStorage they lie beside others'. */
export const mirrorPrefix = 'so.mirror.';

type Place = Omit<MirrorFiles, 'alone'>;

async function openFileSystem(): Promise<Place | null> {
  if (!('FileSystemFileHandle' in window) || !('createWritable' in FileSystemFileHandle.prototype)) return null;
  try {
    return inFolder(await navigator.storage.getDirectory());
  } catch {
    // Private windows of some browsers have none.
    return null;
  }
}

function inFolder(folder: FileSystemDirectoryHandle): Place {
  return {
    names: async () => {
      const names: string[] = [];
      for await (const name of folder.keys()) if (name.startsWith(mirrorPrefix)) names.push(name);
      return names;
    },
    read: async (name) => {
      try {
        return await (await (await folder.getFileHandle(name)).getFile()).text();
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    write: async (name, text) => {
      const writing = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writing.write(text);
      await writing.close();
    },
    remove: async (name) => {
      try {
        await folder.removeEntry(name);
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },
  };
}

const inLocalStorage: Place = {
  names: async () => Object.keys(localStorage).filter((name) => name.startsWith(mirrorPrefix)),
  read: async (name) => localStorage.getItem(name),
  write: async (name, text) => localStorage.setItem(name, text),
  remove: async (name) => localStorage.removeItem(name),
};

async function aloneAmongTabs<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}

function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}
