import { Dexie, type DBCore, type DBCoreMutateRequest, type DBCoreTable, type DBCoreTransaction } from 'dexie';
import type { LocalDatabase } from '../../src/localdb/database.ts';

/**
 * The power of one page. It can be cut at once or between any two writes: the write that meets the cut, and everything
 * after it, never happens, and an open transaction is gone with it.
 */
export class Power {
  on = true;
  /** Set while some committed write may still be lost with the power. */
  relaxedSince: unknown = null;
  #writesLeft: number | null = null;
  readonly #remember: () => unknown;

  /** `remember` reads what is on disk before the first write that a power loss may undo. */
  constructor(remember: () => unknown) {
    this.#remember = remember;
  }

  cut(): void {
    this.on = false;
  }

  /** Lets `writes` more of them happen. The beginning of a writing transaction counts too. */
  cutAfter(writes: number): void {
    this.#writesLeft = writes;
  }

  watch(db: LocalDatabase): void {
    db.use({ stack: 'dbcore', name: 'power', create: (core) => this.#guarded(core) });
  }

  #guarded(core: DBCore): DBCore {
    return {
      ...core,
      transaction: (stores, mode, options) => {
        this.#begin(mode, options?.durability);
        return core.transaction(stores, mode, options);
      },
      table: (name) => this.#guardedTable(core.table(name)),
    };
  }

  #guardedTable(table: DBCoreTable): DBCoreTable {
    return {
      ...table,
      mutate: (request: DBCoreMutateRequest) => {
        this.#spend();
        if (this.on) return table.mutate(request);
        abort(request.trans);
        return Dexie.Promise.reject(new PowerCut());
      },
    };
  }

  #begin(mode: 'readonly' | 'readwrite', durability: string | undefined): void {
    if (mode === 'readwrite') {
      this.#spend();
      if (durability !== 'strict') this.relaxedSince ??= this.#remember();
      else this.relaxedSince = null;
    }
    if (!this.on) throw new PowerCut();
  }

  #spend(): void {
    if (this.#writesLeft === null) return;
    if (this.#writesLeft === 0) this.on = false;
    else this.#writesLeft -= 1;
  }
}

/** What a dying page meets; nobody is there to see it. */
export class PowerCut extends Error {
  constructor() {
    super('the phone was killed');
    this.name = 'AbortError';
  }
}

function abort(transaction: DBCoreTransaction): void {
  try {
    (transaction as unknown as IDBTransaction).abort();
  } catch {
    // An earlier write of the same wave has aborted it.
  }
}
