/** Limits of a piece in bytes, and for how long one should be on its way (sync card 3.7). */
const limits = { least: 32 * 1024, first: 64 * 1024, most: 512 * 1024 };
const tenSeconds = 10_000;

/** What photos have shown of the line that they go over: how much of one may go at once. It is known for as long as a page lives. */
export class Line {
  #piece: number | null = null;
  #most = limits.most;

  /** Bytes of a PATCH; null: all that is left of a photo, since our server keeps what arrives of one that is cut. */
  get piece(): number | null {
    return this.#piece;
  }

  /** Twice in a row nothing was kept of what went, though the server answers: a proxy on the way passes on only what is whole. */
  noteSwallowed(): void {
    if (this.#piece !== null) this.#most = Math.max(limits.least, Math.floor(this.#piece / 2));
    this.#piece = Math.min(this.#most, this.#piece ?? limits.first);
  }

  /** A proxy on the way takes no more at once than it likes; how much that is, it does not say. */
  noteRefusedAsTooLarge(): void {
    this.#most = limits.first;
    this.#piece = limits.first;
  }

  /** What has passed tells how much passes in ten seconds. By one step at a time: some lines are cut by bytes, not by time. */
  notePassed({ bytes, milliseconds }: { bytes: number; milliseconds: number }): void {
    if (this.#piece === null || bytes < this.#piece) return;
    const inTime = Math.round((bytes / Math.max(1, milliseconds)) * tenSeconds);
    this.#piece = Math.min(this.#most, Math.max(limits.least, Math.min(inTime, this.#piece * 2)));
  }
}
