import type { AttachmentReference, Entry, PhotoReference } from '../domain/entry.ts';
import type { TypedValues } from '../domain/input.ts';
import type { FieldValues } from '../domain/kinds/field.ts';
import type { Plan } from '../domain/plan.ts';
import type { TaskProgress } from '../domain/progress.ts';
import type { Schedule, ScheduleException, StoredSchedule } from '../domain/schedule.ts';
import type { CatalogueUnit } from '../protocol/catalogue.ts';
import type { HeldReason } from '../protocol/mutation.ts';
import type { ListedEntry } from '../protocol/review.ts';
import type { PersonDocument } from '../protocol/session.ts';

/** What each table holds. Additive only: a field may be added, none renamed or dropped (sync card 6, versions). */

/** An entry as this device knows it. */
export interface EntryRow {
  id: string;
  unit: string;
  status: Entry['status'];
  /** First day of the event, `yyyy-mm-dd`; "" while unknown. */
  occurredOn: string;
  /** `pending`: something of it waits in the outbox. `held`: the server refused something of it, kept with the reason. */
  sync: 'pending' | 'clean' | 'held' | 'stranded';
  /** By what it is found among all (`marks.ts`); absent where nothing is to be done about it. */
  marks?: ('pending' | 'stranded' | 'returned')[];
  /** Folded, what people wrote into it, for search without marks. */
  search: string;
  /** As the server last gave it; null before its first acknowledgement. */
  server: GivenEntry | null;
  /** The server's entry with what waits in the outbox applied: what screens show. */
  view: Entry;
}

/** `isFormer`: in a life of the store that has ended, and the server has not said yet what it has now. */
export type GivenEntry = Entry & { isFormer?: true };

/** It waits while its number is above `SyncState.acknowledged`. */
export interface OutboxRow {
  n: number;
  entry: string;
  /** JSON, fixed at creation: a re-serialised copy would look like a fork. */
  body: string;
  at: number;
  /** Sent once already: after a fork or a restored server it goes again. */
  resent?: true;
  /** The server's answer to it was no: what is not among the refused changes any more was let go of, or mended since. */
  refused?: true;
  /** The name under which a server took it before it was restored, or under which it last went again by itself (`send-early-again.ts`). */
  takenAs?: string;
}

export interface HeldRow extends OutboxRow {
  reason: HeldReason;
  field: string | null;
  heldAt: number;
  /** Under which name and number the server keeps it. */
  sentAs?: [replica: string, n: number];
}

/** A form being typed: raw input, so that even what cannot be read as a number yet is kept. */
export interface DraftRow {
  /** The id of the entry it becomes or edits, minted once. */
  id: string;
  /** Null for photos taken before a kind was chosen. */
  kind: string | null;
  unit: string;
  mode: 'new' | 'edit';
  /** The revision it started from. */
  base: number;
  /** What the form of an edit showed when it opened: an edit sends only what this person changed since. */
  start?: { values: FieldValues; photos: string[]; attachments?: string[] };
  /** What refused changes spoke of: it is said once more, also where nothing is to be changed by it. */
  again?: { fields: string[]; photos: string[]; attachments: string[] };
  input: TypedValues;
  /** In the order shown. */
  photos: string[];
  /** Absent where there are none. */
  attachments?: string[];
  createdAt: number;
  updatedAt: number;
}

/**
 * `raw` bytes as they came → `ready` to send (or `undecodable` here, sent as it is) → `declared` by an acknowledged
 * mutation → `stored` by the server, hash verified. `corrupt`: rows missing or hash differs on this device.
 * `unwanted`: the entry gave it up. `failed`: the server could make no picture of it.
 */
export type DevicePhotoState = 'raw' | 'ready' | 'undecodable' | 'declared' | 'stored' | 'corrupt' | 'unwanted' | 'failed';

/** A photo, or an attachment: both go the same way. */
export interface PhotoRow {
  id: string;
  entry: string;
  state: DevicePhotoState;
  /** False for photos of other devices, of which only the state is known. */
  own: boolean;
  /** Bytes that the server is known to have. */
  offset: number;
  reference: PhotoReference | null;
  /** Of an attachment, which has no `reference`. */
  attachment?: AttachmentReference;
  thumbnail: Uint8Array<ArrayBuffer> | null;
  /** The thumbnail went ahead of it, or was not wanted. */
  previewSent?: true;
  /** 48 KiB rows in `chunks`; 0 when the bytes are not here. */
  chunkCount: number;
  /** As declared by the file, before anything was decoded. */
  rawType: string;
  addedAt: number;
  source: PhotoReference['source'];
  takenAt: number | null;
  /** The server knew nothing of it when it was last asked, though its change was accepted: it is asked before bytes go again. */
  undeclared?: true;
  /** The server's clock when this device was told that it is stored. */
  storedAt?: number;
}

export interface ChunkRow {
  photo: string;
  index: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** As the catalogue has it. */
export type UnitRow = CatalogueUnit;

/** A loaded row of the review queue: at most 200 are kept. */
export interface ReviewRow extends ListedEntry {
  id: string;
  /** Place in the queue. */
  submittedAt: number;
  loadedAt: number;
  /** It was decided about on this device, and is kept out of sight until a newly read queue leaves it out. */
  decided?: true;
}

export interface ReplicaState {
  key: 'replica';
  /** 128 random bits, base64url: lives and dies with the counter and the outbox. */
  id: string;
  nextN: number;
  /** The private key cannot leave this device. */
  keys: CryptoKeyPair | null;
  publicKey: { kty: 'EC'; crv: 'P-256'; x: string; y: string } | null;
  registered: boolean;
  /** Under which names changes of this database were numbered before: it holds all of theirs. */
  formerly?: string[];
}

export interface SyncState {
  key: 'sync';
  /** Rises with every applied answer: an answer is applied only on the state its request was built from. */
  generation: number;
  epoch: string | null;
  /** Highest number of this device's own that the server has recorded, with all below it: another that shares its name does not count. */
  acknowledged: number;
  /** Highest number that a copy off the server's machine holds. */
  safe: number;
  cursors: Record<string, number>;
  starting: string[];
  /** Server's clock minus this device's, milliseconds. */
  clockOffset: number;
  lastAppliedAt: number | null;
  minimumBuild: string;
  catalogue: number;
  /** Scopes that this person has lost, and `entry:<id>` that went to another unit, while something of them is unsent. */
  lost?: string[];
  /** Scopes that are read anew after the server was restored: what does not come again is not there any more. */
  sweep?: string[];
  /** Entries that a restored server did not tell of where they were: they go once what is unsent of them has come to an end. */
  missing?: string[];
  /** `<scope> <entry>`: gone from one scope and kept by another, until its new state comes. */
  left?: string[];
  /** The server's clock when the last copy off its machine was begun. */
  copiedAt?: number;
}

export interface PersonState {
  key: 'person';
  person: PersonDocument;
}

export interface CatalogueState {
  key: 'catalogue';
  version: number;
}

/** Every published plan, for what is due and for the task that an entry serves. */
export interface PlansState {
  key: 'plans';
  plans: Plan[];
}

/** What the server last said of a plan's tasks. */
export interface ProgressState {
  key: 'progress';
  plan: string;
  today: string;
  tasks: TaskProgress[];
}

/** A unit's schedule as it was left on this device, until the server has it. */
export interface ScheduleEdit {
  unit: string;
  /** The revision that it was made from. */
  base: number;
  schedule: Schedule;
  /** Sessions that were left out, or taken in again: said anew of a newer version by themselves. */
  added: ScheduleException[];
  removed: string[];
  /** Anything else was changed: then a newer version needs a person. */
  rewritten: boolean;
  state: 'waiting' | 'outdated' | 'refused';
}

export interface ScheduleEditsState {
  key: 'scheduleEdits';
  edits: ScheduleEdit[];
}

/** Schedules as the server had them before it was restored, until it says what it has now. */
export interface FormerSchedulesState {
  key: 'formerSchedules';
  schedules: StoredSchedule[];
}

/** A line of a schedule while it is being written, as typed. */
export interface ScheduleDraft {
  unit: string;
  /** Null for a new one. */
  line: string | null;
  typed: Record<string, string[]>;
}

export interface ScheduleDraftsState {
  key: 'scheduleDrafts';
  drafts: ScheduleDraft[];
}

/** Words for whoever wrote an entry, typed and not sent: as the form holds them, readable or not. */
export interface ReviewDraft {
  entry: string;
  verdict: 'return' | 'reject';
  /** Null while none is chosen, "" for "other". */
  reason: string | null;
  text: string;
  flags: string[];
}

export interface ReviewDraftsState {
  key: 'reviewDrafts';
  drafts: ReviewDraft[];
}

export type MetaRow =
  | ReplicaState
  | SyncState
  | PersonState
  | CatalogueState
  | PlansState
  | ProgressState
  | FormerSchedulesState
  | ScheduleEditsState
  | ScheduleDraftsState
  | ReviewDraftsState;
