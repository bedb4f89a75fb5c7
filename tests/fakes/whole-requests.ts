export interface WholeRequest {
  method: string;
  path: string;
  /** Head and body as they came. */
  bytes: Buffer;
}

/** Puts the requests of one HTTP/1.1 connection together again, in whatever pieces they come. */
export class WholeRequests {
  #bytes = Buffer.alloc(0);
  /** Of the request that is coming, head and body; null until its head is there. */
  #length: number | null = null;

  /** Those that this piece completes. */
  add(piece: Buffer): WholeRequest[] {
    this.#bytes = Buffer.concat([this.#bytes, piece]);
    const whole: WholeRequest[] = [];
    for (;;) {
      this.#length ??= this.#readLength();
      if (this.#length === null || this.#bytes.length < this.#length) return whole;
      const bytes = this.#bytes.subarray(0, this.#length);
      const [method = '', path = ''] = bytes.subarray(0, bytes.indexOf('\r\n')).toString('latin1').split(' ');
      whole.push({ method, path, bytes });
      this.#bytes = this.#bytes.subarray(this.#length);
      this.#length = null;
    }
  }

  #readLength(): number | null {
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const head = this.#bytes.subarray(0, end).toString('latin1');
    return end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  }
}
