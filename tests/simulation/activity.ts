/**
 * Counts what runs in a page. A step of the simulation ends when everything in the page either is done or waits for the
 * network, so that nothing but the schedule decides what comes next.
 */
export class Activity {
  #running = 0;
  #waiting: (() => void)[] = [];

  async track<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#lessen();
    }
  }

  /** Waits for the network until `resume` is called. */
  park(): void {
    this.#lessen();
  }

  resume(): void {
    this.#running += 1;
  }

  async quiet(): Promise<void> {
    while (this.#running > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #lessen(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
