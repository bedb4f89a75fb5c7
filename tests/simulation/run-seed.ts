import { openDiskBlobStore } from '../../src/server/blobs/disk/disk-blob-store.ts';
import { playDrawn } from './draw-schedule.ts';
import { inFolder } from './in-folder.ts';
import { Violation } from './violation.ts';
import type { Witness } from './witness.ts';
import { World } from './world.ts';

export interface Failure {
  seed: number;
  invariant: number | null;
  message: string;
  /** Every step, oldest first. */
  trace: string[];
}

/** What the runs came by so far: a promise about something that never happens would hold for nothing. */
export const cameBy = {
  sideBySide: 0,
  erased: 0,
  handedIn: 0,
  signedOut: 0,
  scheduled: 0,
  /** Changes that the server, in its last life, took among what others had changed meanwhile. */
  merged: 0,
  reviewed: 0,
  moved: 0,
  resolved: 0,
  /** Changes that were made on the copy of a profile. */
  onCopies: 0,
};

/** One whole run; null when every promise held. `oldPhones`: all of them ask as those of the first release did. */
export async function runSeed(seed: number, facts: { oldPhones?: boolean } = {}): Promise<Failure | null> {
  const play = (world: World): Promise<void> => playDrawn(world, seed);
  return seed % diskEvery === 0 ? onDisk((blobs) => observe(seed, play, { ...facts, blobs })) : observe(seed, play, facts);
}

/** What all of a run came to, with each phone's clock wrong by its own shift; what the phones' clocks wrote into ids left out. */
export async function outcomeOf(seed: number, clockShifts: Readonly<Record<string, number>>): Promise<string[]> {
  const world = await World.open(seed, { clockShifts });
  try {
    await playDrawn(world, seed);
    await world.rest();
    return [...world.state.entries.values()]
      .map(({ createdAt: _createdAt, ...entry }) => JSON.stringify(entry).replaceAll(timeOfIdentifier, ''))
      .sort();
  } finally {
    await world.close();
  }
}

const timeOfIdentifier = /[0-9a-f]{8}-[0-9a-f]{4}-(?=7[0-9a-f]{3}-)/g;

/** The real disk is slower than the fake one by much, and the rules are the same. */
const diskEvery = 4;

export async function runWitness(witness: Witness): Promise<Failure | null> {
  const facts = { clockErrors: false };
  return witness.onDisk ? onDisk((blobs) => observe(1, witness.play, { ...facts, blobs })) : observe(1, witness.play, facts);
}

async function observe(
  seed: number,
  play: (world: World) => Promise<void>,
  options: Parameters<typeof World.open>[1],
): Promise<Failure | null> {
  const world = await World.open(seed, options);
  try {
    await play(world);
    await world.rest();
    return null;
  } catch (error) {
    const message = error instanceof Violation ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, invariant: error instanceof Violation ? error.invariant : null, message, trace: world.trace };
  } finally {
    cameBy.sideBySide += world.sideBySide;
    cameBy.erased += world.ledger.erased.size;
    cameBy.handedIn += world.handedIn;
    cameBy.signedOut += world.signedOut;
    cameBy.scheduled += world.ledger.scheduled.size;
    cameBy.onCopies += [...world.ledger.saved.values()].filter(({ phone }) => phone.endsWith("'")).length;
    const taken = world.state.history.filter(({ outcome }) => outcome !== 'held');
    cameBy.merged += taken.filter(({ outcome }) => outcome === 'merged').length;
    for (const [count, type] of [
      ['reviewed', 'review'],
      ['moved', 'move'],
      ['resolved', 'resolve'],
    ] as const)
      cameBy[count] += taken.filter((row) => row.type === type).length;
    await world.close();
  }
}

function onDisk<Result>(work: (blobs: Awaited<ReturnType<typeof openDiskBlobStore>>) => Promise<Result>): Promise<Result> {
  return inFolder(async (folder) => work(await openDiskBlobStore(folder)));
}
