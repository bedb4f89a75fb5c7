import { rememberCurrentPerson, type CurrentPerson } from '../../localdb/current-person.ts';
import { NewerDatabase } from '../../localdb/database.ts';
import { databaseOf } from '../../localdb/open.ts';
import { deferRunner } from '../../sync/deferred-runner.ts';
import { build } from '../state/build.ts';
import type { Device } from '../state/device.tsx';
import { currentPersonOf, type PersonDocument } from '../state/person.tsx';

/** Where the app stands between "who uses this device" and their screens. */
export type Phase =
  | { status: 'looking'; next: Promise<Phase> }
  | { status: 'outside' }
  | OpenPhase
  /** A newer build has been here: this one must not write. */
  | { status: 'newerBuild' }
  | { status: 'failed'; error: unknown };

export interface OpenPhase {
  status: 'open';
  device: Device;
  /** The person, if they have just come, is in the database: from here on this device knows them. */
  entered: Promise<void>;
  /** What to show instead, if the database does not open after all, or a newer build takes it over. */
  trouble: Promise<Phase>;
  close: () => void;
}

const attempts = 3;

/**
 * The person's device, at once: its screens are drawn while the database opens, and what they read waits for it. Then
 * starts to send what is kept there.
 */
export function openDevice(person: CurrentPerson, document: PersonDocument | null, attempt = 1): OpenPhase {
  const db = databaseOf(person.id, (asked) => otherTabs().then(({ letGo }) => letGo(asked)));
  const runner = deferRunner(async () => (await import('../../sync/page-runner.ts')).startPageRunner(db, build), afterFirstScreen);
  const device: Device = { db, runner, person, now: () => Date.now() };
  const stops: (() => void)[] = [];
  const close = (): void => {
    for (const stop of stops) stop();
    runner.stop();
    db.close();
  };
  const opening = db.open();
  db.on('blocked', () => void otherTabs().then(({ tellOfWaiting }) => tellOfWaiting(opening)));
  // Asked before any screen asks: whatever reads the person then reads this one.
  const writing = document && db.meta.put({ key: 'person', person: document });
  const outgrown = new Promise<Phase>((resolve) => {
    db.onOutgrown = () => resolve({ status: 'newerBuild' });
  });
  const resume = async (): Promise<void> => {
    const { resumeWork } = await import('./resume-work.ts');
    if (db.isOpen()) stops.push(...resumeWork(device));
  };
  const opened = async (): Promise<Phase> => {
    await Promise.all([opening, writing]);
    afterFirstScreen(() => void resume().catch(() => {}));
    const phase = await outgrown;
    close();
    return phase;
  };
  const notOpened = (error: unknown): Phase => {
    close();
    if (isNewerDatabase(error)) return { status: 'newerBuild' };
    if (attempt === attempts) return { status: 'failed', error };
    return { status: 'looking', next: later(attempt, () => openDevice(person, document, attempt + 1)) };
  };
  const entered = async (): Promise<void> => {
    if (!document) return;
    await writing;
    rememberCurrentPerson(person);
  };
  return { status: 'open', device, entered: entered(), trouble: opened().catch(notOpened), close };
}

/**
 * Somebody signed in, or a session of theirs was found. Their screens come once they are in the database: a page that is
 * left at once must not leave a device that knows a name and no units.
 */
export async function letIn(document: PersonDocument): Promise<OpenPhase> {
  const phase = openDevice(currentPersonOf(document, Date.now()), document);
  // A database that does not open is told by `trouble`.
  await phase.entered.catch(() => {});
  return phase;
}

/** A paint or two: what is typed and tapped comes before what is sent. */
function afterFirstScreen(work: () => void): void {
  window.setTimeout(work, 300);
}

/** Browsers fail to open a database for passing reasons: a phone that is waking, a disk that is busy. */
async function later(attempt: number, open: () => OpenPhase): Promise<Phase> {
  await new Promise((resolve) => setTimeout(resolve, 300 * attempt));
  return open();
}

/** Loaded when there is another one: that is rare. */
function otherTabs() {
  return import('./other-tabs.ts');
}

function isNewerDatabase(error: unknown): boolean {
  if (error instanceof NewerDatabase) return true;
  if (!(error instanceof Error)) return false;
  // Dexie wraps what `ready` throws, and names the browser's own refusal.
  const inner: unknown = 'inner' in error ? error.inner : null;
  return error.name === 'VersionError' || inner instanceof NewerDatabase;
}
