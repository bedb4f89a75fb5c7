import { playDrawn } from './draw-schedule.ts';
import { Violation } from './violation.ts';
import { World } from './world.ts';

export interface Failure {
  seed: number;
  invariant: number | null;
  message: string;
  /** The newest steps, oldest first. */
  trace: string[];
}

/** One whole run; null when every promise held. */
export async function runSeed(seed: number): Promise<Failure | null> {
  return observe(seed, (world) => playDrawn(world, seed));
}

/** Plays a schedule to its end and to rest. */
export async function observe(seed: number, play: (world: World) => Promise<void>): Promise<Failure | null> {
  const world = await World.open(seed);
  try {
    await play(world);
    await world.rest();
    return null;
  } catch (error) {
    const message = error instanceof Violation ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, invariant: error instanceof Violation ? error.invariant : null, message, trace: world.trace };
  } finally {
    await world.close();
  }
}
