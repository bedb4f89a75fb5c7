import type { Generated } from 'kysely';

/**
 * The tables, in whole words (sync card 5.2). A unit's log is the shard: the unit leads the keys of entry, mutation,
 * photo, feed and scope head. Days are `yyyy-mm-dd`, instants milliseconds, documents JSON text, flags 0 or 1.
 */
export interface Tables {
  server_meta: { key: string; value: string };
  person: {
    id: string;
    username: string;
    name: string;
    /** "" until the person has set one: nobody signs in with that. */
    password_hash: string;
    demo: number;
    created_at: number;
  };
  granted_role: { person: string; unit: string; role: 'reporter' | 'reviewer' | 'administrator'; from_day: string; to_day: string | null };
  /** A person's one open address at which they set their own password. */
  invitation: { person: string; token_hash: string; expires_at: number };
  review_route: { unit: string; reviewer_unit: string; from_day: string; to_day: string | null };
  preset: { unit: string; kind: string; fields: string };
  device: { id: string; token_hash: string; created_at: number };
  /** Devices that an account has signed in from. */
  known_device: { person: string; device: string };
  session: {
    token_hash: string;
    person: string;
    device: string;
    created_at: number;
    expires_at: number;
    ended_at: number | null;
  };
  session_replica: { session: string; replica: string };
  sign_in_delay: { key: string; failures: number; last_at: number; until: number };
  replica: {
    id: string;
    person: string;
    last_n: number;
    public_key: string | null;
    build: string;
    first_seen_at: number;
    last_seen_at: number;
    /** When its device was signed out from afar: it sends nothing under this name any more. */
    revoked_at: Generated<number | null>;
    /** The last change that a finished copy off this machine contains. */
    safe_n: Generated<number>;
  };
  /** What was answered for every numbered change: the same number never gets two answers. */
  receipt: {
    replica: string;
    n: number;
    hash: string;
    outcome: Outcome;
    reason: string | null;
    field: string | null;
    revision: number | null;
    origin_replica: string | null;
    origin_n: number | null;
  };
  /** `unit` is whose log it is: a unit's key, or `person:<id>` for what concerns a person alone. */
  scope_head: { unit: string; sequence: number };
  feed: { unit: string; kind: FeedKind; id: string; sequence: number; operation: FeedOperation };
  entry: {
    unit: string;
    id: string;
    kind: string;
    revision: number;
    status: string;
    occurred_on: string;
    document: string;
    /** Who wrote each field last, for the merge. */
    writers: string;
    author: string;
    received_at: number;
    submitted_at: number | null;
    updated_at: number;
    /** Of what no other entry should say too (`domain/unique.ts`), a hash; null where there is nothing of the kind. */
    unique_hash: Generated<string | null>;
  };
  entry_contributor: { unit: string; entry: string; person: string };
  /** Append-only history, with the body as it was received; `erasedBody` once its entry is erased. */
  mutation: {
    unit: string;
    replica: string;
    n: number;
    entry: string;
    type: string;
    body: string;
    outcome: Outcome;
    reason: string | null;
    field: string | null;
    revision: number | null;
    /** `{field: [before, after]}`. */
    difference: string;
    person: string;
    made_at: number;
    estimated_at: number;
    received_at: number;
  };
  photo: {
    unit: string;
    id: string;
    entry: string;
    uploader: string;
    replica: string;
    /** "" once it is erased. */
    sha256: string;
    size: number;
    type: string;
    /** 1 for an attachment, which is kept and handed out as it came. */
    attachment: Generated<0 | 1>;
    taken_at: number | null;
    state: PhotoRowState;
    received: number;
    /** Where the bytes that the device sent are; null once a picture was made of them and they were dropped. */
    original_key: string | null;
    /** The JPEG that the server made or verified, the attachment that is what it was said to be; null until then. */
    picture_key: string | null;
    /** What a phone sent ahead of it, until it has come itself. */
    preview_key: string | null;
    declared_at: number;
    /** When it came; still noted where its bytes were lost since and are asked for again. */
    stored_at: number | null;
  };
  /** Of each year at most one is published. */
  plan: {
    id: string;
    year: number;
    status: 'draft' | 'published';
    revision: number;
    document: string;
    /** The plan that it began as a copy of. */
    copied_from: string | null;
    updated_at: number;
    updated_by: string | null;
  };
  /** Every version of what a unit does every week; the newest counts. */
  schedule: { unit: string; revision: number; document: string; updated_at: number; updated_by: string | null };
  /** What an entry adds to an indicator in a week of a reporting month; written with the entry, in its transaction. */
  fact: {
    unit: string;
    entry: string;
    indicator: string;
    /** Its Monday. */
    week: string;
    /** `yyyy-mm` by the month that it ends in, and the year of that. */
    month: string;
    year: number;
    /** The task that the entry names, or "". */
    task: string;
    /** "" for the unit's own entries; of one that others wrote, all that held it together, the writing one first. */
    together: string;
    approved: number;
    pending: number;
  };
  /** What was erased for good, by whom and why. `id` is the entry's, or the photo's or attachment's: nothing is erased twice. */
  erasure: {
    id: string;
    what: 'entry' | 'photo';
    unit: string;
    entry: string;
    /** Units whose log the entry was in before, where parts of its history are: `["key"]`. */
    former_units: string;
    reason: string;
    /** The entry's, after it: whoever decides has to have seen what is left. */
    revision: number;
    person: string;
    at: number;
  };
  /** Hashes of erased photos and attachments, until their bytes are surely gone from the store and from the next copy. */
  erased_bytes: { sha256: string; erased_at: number /** Null while they may still be there. */; removed_at: number | null };
  /** Objects that make up a photo on its way to an object store, in order: `[{key, size}]`. */
  staged_body: { upload: string; pieces: string };
}

export type Outcome = 'ok' | 'merged' | 'held';
export type FeedKind = 'entry' | 'photo' | 'person';
export type FeedOperation = 'put' | 'moved' | 'purged';
export type PhotoRowState = 'declared' | 'receiving' | 'stored' | 'failed' | 'unwanted';
