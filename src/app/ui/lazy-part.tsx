import { lazy, type ComponentType } from 'react';
import { nextPaint } from './next-paint.ts';

/** A part of the app that could not be fetched: not on this device yet, and no network. */
export class ChunkMissing extends Error {
  constructor(cause: unknown) {
    super('a part of the app is not on this device', { cause });
    this.name = 'ChunkMissing';
  }
}

/** A screen, or a rare part of one, in a file of its own. A weak network gets a second chance before anybody is told. */
export function lazyPart<Properties>(load: () => Promise<ComponentType<Properties>>) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      try {
        return { default: await load() };
      } catch (error) {
        throw new ChunkMissing(error);
      }
    }
  });
}

/** What its screen stands, and answers, without: fetched once that is painted; where it cannot be had, nothing is in its place. */
export function lazyExtra<Properties>(load: () => Promise<ComponentType<Properties>>) {
  return lazy(async () => {
    await nextPaint();
    return { default: await load().catch((): ComponentType<Properties> => Nothing) };
  });
}

function Nothing() {
  return null;
}
