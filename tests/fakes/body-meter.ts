/** Counts the bytes of request bodies on one HTTP/1.1 connection, without what the heads take. */
export class BodyMeter {
  #head = '';
  #left = 0;

  /** How many of these bytes belong to bodies. */
  count(chunk: Buffer): number {
    let counted = 0;
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, rest.length);
        counted += taken;
        this.#left -= taken;
        rest = rest.subarray(taken);
        continue;
      }
      const before = this.#head.length;
      this.#head += rest.toString('latin1');
      const end = this.#head.indexOf('\r\n\r\n');
      if (end < 0) return counted;
      this.#left = Number(/content-length: (\d+)/i.exec(this.#head.slice(0, end))?.[1] ?? 0);
      this.#head = '';
      rest = rest.subarray(end + 4 - before);
    }
    return counted;
  }
}
