import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { AttachmentReference, Entry, EntryChange, PhotoReference } from '../../src/domain/entry.ts';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import type { PersonDocument } from '../../src/protocol/session.ts';
import type { SyncRequest, SyncResponse } from '../../src/protocol/sync.ts';

/** A phone reduced to what it says on the wire, against any server that speaks HTTP. */
export class WirePhone {
  url: string;
  readonly replica = randomBytes(16).toString('base64url');
  person: PersonDocument | null = null;
  cookie = '';
  n = 0;
  epoch: string | null = null;
  cursors: Record<string, number> = {};
  /** Scopes whose first reading is not finished. */
  starting: string[] = [];
  now: number;

  constructor(url: string, now: number) {
    this.url = url;
    this.now = now;
  }

  async signIn(username: string, password = 'demo-2026'): Promise<Response> {
    const answer = await this.fetch('/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    if (answer.ok) {
      const jar = new Map(
        this.cookie
          .split('; ')
          .filter(Boolean)
          .map((pair) => [pair.split('=')[0], pair]),
      );
      for (const set of answer.headers.getSetCookie()) jar.set(set.split('=')[0], set.split(';')[0] ?? '');
      this.cookie = [...jar.values()].join('; ');
      this.person = ((await answer.clone().json()) as { person: PersonDocument }).person;
    }
    return answer;
  }

  fetch(path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: { ...(this.cookie && { cookie: this.cookie }), ...(init.headers as Record<string, string>) },
    });
  }

  /** Gives each change the phone's next number. */
  number(...changes: Change[]): NumberedChange[] {
    return changes.map((change) => ({ n: (this.n += 1), at: this.now, base: 0, ...change }));
  }

  request(mutations: readonly unknown[], change: Partial<SyncRequest> = {}): SyncRequest {
    return {
      version: 1,
      build: '2026.11.1',
      user: this.person?.id ?? '',
      replica: this.replica,
      epoch: this.epoch,
      now: this.now,
      cursors: this.cursors,
      starting: this.starting,
      budget: 1_000_000,
      mutations: [...mutations],
      ...change,
    };
  }

  /** As the server has it now. */
  async entry(id: string): Promise<{ entry: Entry }> {
    return (await (await this.fetch(`/v1/entries/${id}`)).json()) as { entry: Entry };
  }

  post(request: unknown): Promise<Response> {
    return this.postText(JSON.stringify(request));
  }

  postText(request: string): Promise<Response> {
    return this.fetch('/v1/sync', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(request),
    });
  }

  /** Sends what is given as it is, and remembers the cursors of the answer. */
  async sync(mutations: readonly unknown[] = [], change: Partial<SyncRequest> = {}): Promise<SyncResponse> {
    const answer = await this.post(this.request(mutations, change));
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const response = (await answer.json()) as SyncResponse;
    this.epoch = response.epoch;
    const begun = [...this.starting, ...Object.keys(response.cursors).filter((scope) => this.cursors[scope] === undefined)];
    this.starting = begun.filter((scope) => !response.started.includes(scope));
    this.cursors = { ...this.cursors, ...response.cursors };
    for (const scope of response.drop) delete this.cursors[scope];
    return response;
  }

  /** Numbers and sends. */
  push(...changes: Change[]): Promise<SyncResponse> {
    return this.sync(this.number(...changes));
  }

  head(photo: string): Promise<Response> {
    return this.fetch(`/v1/photos/${photo}`, { method: 'HEAD' });
  }

  patch(photo: string, offset: number, bytes: Uint8Array | string | ReadableStream<Uint8Array>): Promise<Response> {
    return this.fetch(`/v1/photos/${photo}`, {
      method: 'PATCH',
      headers: { 'tus-resumable': '1.0.0', 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body: bytes as BodyInit,
      duplex: 'half',
    });
  }
}

export type Change = EntryChange extends infer Each
  ? Each extends EntryChange
    ? Omit<Each, 'at' | 'base'> & { base?: number; at?: number }
    : never
  : never;
export type NumberedChange = Change & { n: number };

export function newId(): string {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export function referenceOf(bytes: Uint8Array, change: Partial<PhotoReference> = {}): PhotoReference {
  return {
    id: newId(),
    sha256: createHash('sha256').update(bytes).digest('base64url'),
    size: bytes.length,
    type: 'image/jpeg',
    width: 1600,
    height: 1200,
    takenAt: null,
    source: 'camera',
    ...change,
  };
}

export function attachmentOf(bytes: Uint8Array, change: Partial<AttachmentReference> = {}): AttachmentReference {
  const sha256 = createHash('sha256').update(bytes).digest('base64url');
  return { id: newId(), sha256, size: bytes.length, type: 'application/pdf', name: 'Kế hoạch.pdf', ...change };
}

export const units = {
  hiepCuong: '12322@2025-07-01',
  phoHien: '11953@2025-07-01',
  centre: 'org-trung-tam-pho-hien@2025-07-01',
} as const;

/** A complete broadcast of the tests' day, ready to be submitted. */
export function broadcast(set: FieldValues = {}): Extract<Change, { type: 'new' }> {
  return {
    type: 'new',
    id: newId(),
    unit: units.hiepCuong,
    kind: 'broadcast',
    submit: true,
    set: {
      airDates: ['2026-11-24'],
      startTimes: ['17:00'],
      title: 'Hướng dẫn nộp hồ sơ trực tuyến tại Bộ phận Một cửa',
      durationMinutes: 15,
      topics: ['procedures'],
      sessions: ['afternoon'],
      airings: 1,
      programme: 'Cải cách hành chính',
      genre: 'newsItem',
      sourceType: 'own',
      transmission: 'internet',
      clustersOn: 12,
      clustersTotal: 12,
      approvedBy: 'Trần Văn Bình',
      ...set,
    },
  };
}

/** A complete training session with its photos. */
export function training(photos: PhotoReference[], set: FieldValues = {}): Extract<Change, { type: 'new' }> {
  return {
    type: 'new',
    id: newId(),
    unit: units.hiepCuong,
    kind: 'training',
    submit: true,
    photos,
    set: {
      startDate: '2026-11-24',
      endDate: '2026-11-24',
      title: 'Tập huấn dịch vụ công trực tuyến',
      attendance: 48,
      audience: ['officials'],
      lecturers: [{ name: 'Phạm Thị Hoa' }],
      topics: ['procedures'],
      form: 'inPerson',
      venue: 'Hội trường UBND xã',
      sessionsCount: 1,
      classes: 1,
      ...set,
    },
  };
}
