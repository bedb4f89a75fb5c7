import { addPerson } from '../../src/server/users/people.ts';
import { openSession } from '../../src/server/users/sessions.ts';
import type { PersonDocument } from '../../src/protocol/session.ts';
import type { Random } from './random.ts';
import type { ServerHost } from './server-host.ts';

export const units = { one: '12322@2025-07-01', other: '11953@2025-07-01', desk: 'org-so-noi-vu@0' } as const;

export interface SimulatedPerson {
  id: string;
  name: string;
  role: 'reporter' | 'reviewer';
  unit: string;
}

/** Two who write for one unit, one who writes for another, and one who reviews both. */
export const people: readonly SimulatedPerson[] = [
  { id: 'an', name: 'Nguyễn Văn An', role: 'reporter', unit: units.one },
  { id: 'binh', name: 'Trần Thị Bình', role: 'reporter', unit: units.one },
  { id: 'chi', name: 'Lê Thị Chi', role: 'reporter', unit: units.other },
  { id: 'dung', name: 'Phạm Văn Dũng', role: 'reviewer', unit: units.desk },
];

/** Who erases what a law asks for. */
export const administrator = { id: 'giang', name: 'Hoàng Thị Giang' } as const;

const since = '2025-07-01';

/** Puts everybody on an empty server and signs them in, without the cost of passwords. Answers their cookies. */
export async function settlePeople(server: ServerHost, now: number, random: Random): Promise<Map<string, string>> {
  const cookies = new Map<string, string>();
  await server.database.write(async (tx) => {
    for (const { id, name, role, unit } of people) {
      const roles = [{ role, unit, from: since, to: null }];
      await addPerson(tx, { id, username: id, name, passwordHash: 'nobody signs in with a password', demo: false, now, roles });
      const tokens = await openSession(tx, { person: id, deviceToken: undefined, now, random: random.bytes });
      cookies.set(id, `session=${tokens.session}; device=${tokens.device}`);
    }
    const { id, name } = administrator;
    const roles = [{ role: 'administrator', unit: units.desk, from: since, to: null }] as const;
    await addPerson(tx, { id, username: id, name, passwordHash: 'nobody signs in with a password', demo: false, now, roles });
    for (const unit of [units.one, units.other])
      await tx.insertInto('review_route').values({ unit, reviewer_unit: units.desk, from_day: since, to_day: null }).execute();
  });
  return cookies;
}

export function documentOf(person: SimulatedPerson): PersonDocument {
  return {
    id: person.id,
    username: person.id,
    name: person.name,
    grants: [{ role: person.role, unit: person.unit, from: since, to: null }],
    units: [],
    presets: [],
    routedUnits: person.role === 'reviewer' ? 2 : 0,
    demo: false,
  };
}
