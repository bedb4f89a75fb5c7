import type { DBCore, Dexie } from 'dexie';

/**
 * Knows what runs in a page. A step of the simulation ends when everything in the page either is done or waits for the
 * network, so that nothing but the schedule decides what comes next.
 *
 * Work with more than one request on its way goes on beside them: then it is at rest when it neither has a transaction
 * open nor is about to open one, since it waits for nothing but the database and the network.
 */
export class Activity {
  #tracked = new Set<Work>();
  #transactions = 0;
  #waiting: (() => void)[] = [];

  /** Sees every transaction of the page. */
  watch(db: Dexie): void {
    db.use({ stack: 'dbcore', name: 'activity', create: (core) => this.#counted(core) });
  }

  async track<Result>(run: (work: Work) => Promise<Result>): Promise<Result> {
    const work = new Work(() => this.#look());
    this.#tracked.add(work);
    try {
      return await run(work);
    } finally {
      this.#tracked.delete(work);
      this.#look();
    }
  }

  async quiet(): Promise<void> {
    for (;;) {
      while (this.#isBusy()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      // Between two transactions there are promises only, and no turn of the loop passes over them.
      await new Promise((resolve) => setImmediate(resolve));
      if (!this.#isBusy()) return;
    }
  }

  #isBusy(): boolean {
    return this.#transactions > 0 || [...this.#tracked].some((work) => work.isAtWork);
  }

  #counted(core: DBCore): DBCore {
    return {
      ...core,
      transaction: (stores, mode, options) => {
        const transaction = core.transaction(stores, mode, options) as unknown as IDBTransaction;
        this.#transactions += 1;
        for (const end of ['complete', 'abort'])
          transaction.addEventListener(end, () => {
            this.#transactions -= 1;
            this.#look();
          });
        return transaction;
      },
    };
  }

  #look(): void {
    if (this.#isBusy()) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

/** One thing that a page does. */
export class Work {
  #requests = 0;
  readonly #told: () => void;

  constructor(told: () => void) {
    this.#told = told;
  }

  get isAtWork(): boolean {
    return this.#requests === 0;
  }

  /** A request leaves; the work waits for it, or goes on beside it. */
  park(): void {
    this.#requests += 1;
    this.#told();
  }

  resume(): void {
    this.#requests -= 1;
  }
}
