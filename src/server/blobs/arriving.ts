import type { Ending } from './blob-store.ts';

/** Bytes of a body as they arrive; how they ended is known after the last. */
export interface Arriving {
  chunks: AsyncIterable<Uint8Array>;
  ending: () => Ending;
}

/**
 * Takes bytes from a connection at once, up to `limit`, however slowly they are written: what still waits there when the
 * connection breaks is lost, and would be sent again.
 */
export function arriving(connection: AsyncIterable<Uint8Array>, limit: number): Arriving {
  const waiting: Uint8Array[] = [];
  let ending: Ending | null = null;
  let wake: (() => void) | null = null;

  async function read(): Promise<Ending> {
    let left = limit;
    try {
      for await (const chunk of connection) {
        waiting.push(chunk.subarray(0, left));
        wake?.();
        if (chunk.length > left) return 'overrun';
        left -= chunk.length;
      }
      return 'whole';
    } catch {
      return 'cut';
    }
  }

  async function take(): Promise<void> {
    ending = await read();
    wake?.();
  }

  async function* give() {
    for (;;) {
      const next = waiting.shift();
      if (next) yield next;
      else if (ending) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  void take();
  return { chunks: give(), ending: () => ending ?? 'whole' };
}
