import { rememberCurrentPerson, type CurrentPerson } from '../../localdb/current-person.ts';
import { NewerDatabase, type LocalDatabase } from '../../localdb/database.ts';
import { openDatabase } from '../../localdb/open.ts';
import { deferRunner } from '../../sync/deferred-runner.ts';
import { resumePhotoWork } from '../capture/resume.ts';
import { build } from '../state/build.ts';
import type { Device } from '../state/device.tsx';
import { flushAll } from '../state/flush.ts';
import { currentPersonOf, type PersonDocument } from '../state/person.ts';

export type Opening =
  | { status: 'open'; device: Device; close: () => void }
  /** A newer build has been here: this one must not write. */
  | { status: 'newerBuild' }
  | { status: 'failed'; error: unknown };

const attempts = 3;

/** Opens the person's database on this device and starts to send what waits in it. */
export async function openDevice(person: CurrentPerson, document: PersonDocument | null): Promise<Opening> {
  const opened = await openWithPatience(person.id);
  if (opened.status !== 'open') return opened;
  const { db } = opened;
  if (document) await db.meta.put({ key: 'person', person: document });
  const runner = deferRunner(async () => (await import('../../sync/page-runner.ts')).startPageRunner(db, build), afterFirstScreen);
  const device: Device = { db, runner, person, now: () => Date.now() };
  const stopPhotos = resumePhotoWork(device);
  const close = (): void => {
    stopPhotos();
    runner.stop();
    db.close();
  };
  return { status: 'open', device, close };
}

/** A paint or two: what is typed and tapped comes before what is sent. */
function afterFirstScreen(work: () => void): void {
  window.setTimeout(work, 300);
}

export function personEnters(document: PersonDocument): CurrentPerson {
  const person = currentPersonOf(document, Date.now());
  rememberCurrentPerson(person);
  return person;
}

/** Browsers fail to open a database for passing reasons: a phone that is waking, a disk that is busy. */
async function openWithPatience(person: string): Promise<{ status: 'open'; db: LocalDatabase } | Exclude<Opening, { status: 'open' }>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { status: 'open', db: await openDatabase(person, letGo) };
    } catch (error) {
      if (isNewerDatabase(error)) return { status: 'newerBuild' };
      if (attempt === attempts) return { status: 'failed', error };
      await new Promise((resolve) => setTimeout(resolve, 300 * attempt));
    }
  }
}

/** Another tab upgrades or erases this database: what is typed goes to disk first, then the page starts afresh. */
async function letGo(): Promise<void> {
  await flushAll();
  window.setTimeout(() => window.location.reload(), 0);
}

function isNewerDatabase(error: unknown): boolean {
  if (error instanceof NewerDatabase) return true;
  if (!(error instanceof Error)) return false;
  // Dexie wraps what `ready` throws, and names the browser's own refusal.
  const inner: unknown = 'inner' in error ? error.inner : null;
  return error.name === 'VersionError' || inner instanceof NewerDatabase;
}
