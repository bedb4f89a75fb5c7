/** Runs tasks of the same name one after another; others run beside them. */
export class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>();

  run<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const result = before.then(task, task);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(name, settled);
    return result.finally(() => {
      if (this.#last.get(name) === settled) this.#last.delete(name);
    });
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
