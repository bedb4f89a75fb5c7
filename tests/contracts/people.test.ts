import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../src/domain/text.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import type { ListedPerson } from '../../src/protocol/people.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, units, WirePhone } from '../fakes/wire-phone.ts';
import { type MadeStore, type StoreMaker, stores } from './stores.ts';

const today = dayOf(testNow);
const office = 'org-so-noi-vu@0';
const password = 'mat-khau-dai-12';

/** As much of any answer as is looked at here. */
interface Answer {
  status: number;
  person: ListedPerson | null;
  token: string;
  title: string;
  people: ListedPerson[];
  next: string | null;
}

describe.each(stores)('people on $name', ({ start }) => {
  let maker: StoreMaker;
  let store: MadeStore;
  let server: TestServer;
  let administrator: WirePhone;

  beforeAll(async () => {
    maker = await start();
  });
  afterAll(() => maker.stop());
  beforeEach(async () => {
    store = await maker.make();
    server = await startTestServer({ demo: false, database: store.database });
    administrator = new WirePhone(server.url, testNow);
    const first = { token: server.setupToken, username: 'quantri', name: 'Đỗ Minh Quân', password };
    expect((await ask(administrator, '/v1/setup', first)).status).toBe(201);
    await administrator.signIn('quantri', password);
  });
  afterEach(async () => {
    await server.close();
    await store.remove();
  });

  const add = (username: string, of: object = { role: 'reporter', unit: units.hiepCuong }, id = newIdentifier(testNow)) =>
    ask(administrator, '/v1/people', { id, username, name: 'Nguyễn Văn Ấp', ...of });
  const roles = (id: string, act: object) => ask(administrator, `/v1/people/${id}/roles`, act);

  /** Opens the address, as the person would. */
  async function open(token: string, chosen = password): Promise<{ status: number; phone: WirePhone }> {
    const phone = new WirePhone(server.url, testNow);
    const { status, person } = await ask(phone, '/v1/setup', { token, password: chosen });
    if (person) await phone.signIn((person as { username: string }).username, chosen);
    return { status, phone };
  }

  describe('a store without demo data', () => {
    it('the first administrator adds a reporter, who sets a password that nobody else has seen, and whose entry is taken', async () => {
      const added = await add('hiepcuong');
      expect(added.person).toMatchObject({
        username: 'hiepcuong',
        roles: [{ role: 'reporter', unit: units.hiepCuong, unitName: 'Xã Hiệp Cường', from: today, to: null }],
        hasPassword: false,
        invitedUntil: testNow + 14 * 86_400_000,
      });
      const stranger = new WirePhone(server.url, testNow);
      expect(await ask(stranger, '/v1/setup/person', { token: added.token })).toMatchObject({
        status: 200,
        person: { username: 'hiepcuong', name: 'Nguyễn Văn Ấp' },
      });
      const { status, phone } = await open(added.token);
      expect(status).toBe(201);
      expect((await phone.push(broadcast())).results[0]?.[1]).toBe('ok');
      const list = await ask(administrator, '/v1/people');
      expect(list.people.map(({ username, hasPassword, invitedUntil }) => [username, hasPassword, invitedUntil])).toEqual([
        ['hiepcuong', true, null],
        ['quantri', true, null],
      ]);
    });

    it('who is added cannot be signed in as before a password is set, with any password or none', async () => {
      await add('hiepcuong');
      for (const tried of ['', ' ', password]) expect((await new WirePhone(server.url, testNow).signIn('hiepcuong', tried)).ok).toBe(false);
    });

    it('the first supervisor reviews every unit that nobody reviews, also what was logged before; the next one takes none away', async () => {
      const { phone } = await open((await add('hiepcuong')).token);
      const entry = broadcast();
      await phone.push(entry);
      await phone.push({ type: 'submit', id: entry.id });
      const supervisor = await add('sonoivu', { role: 'reviewer', unit: office });
      expect(supervisor.person?.roles[0]?.reviews).toBeGreaterThan(100);
      const desk = (await open(supervisor.token)).phone;
      expect(await (await desk.fetch('/v1/review')).json()).toMatchObject({ entries: [{ entry: { id: entry.id } }] });
      const other = await add('sotuphap', { role: 'reviewer', unit: 'org-so-tu-phap@0' });
      expect(other.person?.roles[0]?.reviews).toBe(0);
    });

    it('where the only reviewers of a body are gone, the next body reviews what they did, and what still waits', async () => {
      const { phone } = await open((await add('hiepcuong')).token);
      const entry = broadcast();
      await phone.push(entry);
      await phone.push({ type: 'submit', id: entry.id });
      const mistaken = await add('sotuphap', { role: 'reviewer', unit: 'org-so-tu-phap@0' });
      await roles(idOf(mistaken), { act: 'end', role: 'reviewer', unit: 'org-so-tu-phap@0' });
      const desk = (await open((await add('sonoivu', { role: 'reviewer', unit: office })).token)).phone;
      expect(await (await desk.fetch('/v1/review')).json()).toMatchObject({ entries: [{ entry: { id: entry.id } }] });
    });
  });

  describe('the address at which a password is set', () => {
    it('works once, and until a newer one is made', async () => {
      const added = await add('hiepcuong');
      const newer = await ask(administrator, `/v1/people/${idOf(added)}/invitation`, {});
      expect((await open(added.token)).status).toBe(403);
      const both = await Promise.all([open(newer.token), open(newer.token)]);
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 403]));
      expect((await open(newer.token)).status).toBe(403);
      expect((await ask(administrator, '/v1/setup/person', { token: newer.token })).status).toBe(403);
    });

    it('works for two weeks', async () => {
      const added = await add('hiepcuong');
      server.clock.now += 14 * 86_400_000;
      expect((await open(added.token)).status).toBe(403);
      await administrator.signIn('quantri', password);
      expect((await ask(administrator, '/v1/people')).people[0]).toMatchObject({ hasPassword: false, invitedUntil: null });
    });

    it('is kept nowhere as it is', async () => {
      const { token } = await add('hiepcuong');
      expect(JSON.stringify(await store.database.query.selectFrom('invitation').selectAll().execute())).not.toContain(token);
      expect(server.log.join('\n')).not.toContain(token);
    });

    it('for a forgotten password: nothing changes until the new one is set; then all other devices are signed out', async () => {
      const added = await add('hiepcuong');
      const { phone: before } = await open(added.token);
      const again = await ask(administrator, `/v1/people/${idOf(added)}/invitation`, {});
      expect((await before.fetch('/v1/session')).status).toBe(200);
      const { status, phone } = await open(again.token, 'mat-khau-moi-34');
      expect(status).toBe(201);
      expect((await before.fetch('/v1/session')).status).toBe(401);
      expect((await phone.fetch('/v1/session')).status).toBe(200);
      expect((await before.signIn('hiepcuong', password)).status).toBe(401);
      expect((await before.signIn('hiepcuong', 'mat-khau-moi-34')).status).toBe(200);
    });
  });

  describe('what arrives twice', () => {
    it('adds one person; of the first answer, which may be lost, only the address is another', async () => {
      const id = newIdentifier(testNow);
      const first = await add('hiepcuong', undefined, id);
      const second = await add('hiepcuong', undefined, id);
      expect(second).toEqual({ ...first, token: second.token });
      expect((await open(first.token)).status).toBe(403);
      expect((await open(second.token)).status).toBe(201);
      expect(await add('hiepcuong', undefined, id)).toMatchObject({ status: 200, token: null, person: { hasPassword: true } });
    });

    it('gives a role once, and ends it once', async () => {
      const id = idOf(await add('hiepcuong'));
      const grant = { act: 'grant', role: 'reporter', unit: units.phoHien };
      const given = await roles(id, grant);
      expect(given.person?.roles.map(({ unit }) => unit).sort()).toEqual([units.phoHien, units.hiepCuong].sort());
      expect(await roles(id, grant)).toEqual(given);
      const from = addDays(today, 5);
      const ending = { act: 'end', role: 'reporter', unit: units.phoHien, from };
      const ended = await roles(id, ending);
      expect(ended.person?.roles.find(({ unit }) => unit === units.phoHien)?.to).toBe(addDays(today, 4));
      expect(await roles(id, ending)).toEqual(ended);
      const closed = await ask(administrator, `/v1/people/${id}/close`, {});
      expect(closed.person).toMatchObject({ roles: [], invitedUntil: null });
      expect(await ask(administrator, `/v1/people/${id}/close`, {})).toEqual(closed);
    });
  });

  describe('what is not done, with a sentence for people', () => {
    it.each([
      ['a username that is taken', 'quantri', { role: 'reporter', unit: units.hiepCuong }, 'Tên đăng nhập “quantri” đã có người dùng.'],
      ['an unknown unit', 'moi', { role: 'reporter', unit: '99999@0' }, 'Không tìm thấy đơn vị này.'],
      ['no unit', 'moi', { role: 'reporter' }, 'Không tìm thấy đơn vị này.'],
      ['a unit that ended', 'moi', { role: 'reporter', unit: '12301@0' }, 'Xã Song Mai không hoạt động vào ngày 24/11/2026.'],
    ])('%s', async (_, username, of, sentence) => {
      const answer = await add(username, of);
      expect(answer.status).toBe(422);
      expect(answer.title).toContain(sentence);
      expect((await ask(administrator, '/v1/people')).people).toHaveLength(1);
    });

    it('a role that is there already, or a day that is over', async () => {
      const id = idOf(await add('hiepcuong'));
      server.clock.now += 86_400_000;
      const again = await roles(id, { act: 'grant', role: 'reporter', unit: units.hiepCuong });
      expect([again.status, again.title]).toEqual([422, expect.stringContaining('đang giữ vai trò ấy ở Xã Hiệp Cường')]);
      const past = await roles(id, { act: 'end', role: 'reporter', unit: units.hiepCuong, from: today });
      expect([past.status, past.title]).toEqual([422, expect.stringContaining('đã qua')]);
    });

    it('the last administrator who can sign in stays one, also of two who end each other at once', async () => {
      const own = (await ask(administrator, '/v1/people')).people[0]?.id ?? '';
      const ending = { act: 'end', role: 'administrator', unit: '33@2025-07-01' };
      const refused = await roles(own, ending);
      expect([refused.status, refused.title]).toEqual([422, expect.stringContaining('người quản trị cuối cùng')]);
      expect((await ask(administrator, `/v1/people/${own}/close`, {})).status).toBe(422);
      const second = await add('quantri2', { role: 'administrator' });
      // Nobody has opened the second one's address yet.
      expect((await roles(own, ending)).status).toBe(422);
      const { phone } = await open(second.token);
      const both = await Promise.all([roles(idOf(second), ending), ask(phone, `/v1/people/${own}/roles`, ending)]);
      const left = [...(await store.database.query.selectFrom('granted_role').selectAll().where('role', '=', 'administrator').execute())];
      expect([left.length, both.filter(({ status }) => status === 200).length]).toEqual([1, 1]);
    });

    it('somebody who is not there', async () => {
      expect((await roles('nobody', { act: 'grant', role: 'reporter', unit: units.hiepCuong })).status).toBe(404);
      expect((await ask(administrator, '/v1/people/nobody/invitation', {})).status).toBe(404);
      expect((await ask(administrator, '/v1/people/nobody/close', {})).status).toBe(404);
    });
  });

  describe('who may', () => {
    it('an administrator, and nobody else; nothing from another site', async () => {
      const added = await add('hiepcuong');
      const { phone } = await open(added.token);
      const id = idOf(added);
      const acts: [string, object?][] = [
        ['/v1/people'],
        ['/v1/people', { id: newIdentifier(testNow), username: 'moi', name: 'Lê Thị Mới', role: 'administrator' }],
        [`/v1/people/${id}/roles`, { act: 'grant', role: 'administrator' }],
        [`/v1/people/${id}/invitation`, {}],
        [`/v1/people/${id}/close`, {}],
      ];
      for (const [address, body] of acts) {
        expect([address, (await ask(phone, address, body)).status]).toEqual([address, 403]);
        expect([address, (await ask(new WirePhone(server.url, testNow), address, body)).status]).toEqual([address, 401]);
        if (body)
          expect(
            (await ask(administrator, address, body, { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' })).status,
          ).toBe(403);
      }
    });

    it('and it opens no content', async () => {
      const { phone } = await open((await add('hiepcuong')).token);
      const entry = broadcast();
      await phone.push(entry);
      expect((await administrator.fetch(`/v1/entries/${entry.id}`)).status).not.toBe(200);
    });
  });

  it('the list comes by pages', async () => {
    for (const username of ['an.le', 'binh.tran', 'chi.pham']) await add(username);
    const first = await ask(administrator, '/v1/people?limit=2');
    expect([first.people.map(({ username }) => username), first.next]).toEqual([['an.le', 'binh.tran'], 'binh.tran']);
    const second = await ask(administrator, `/v1/people?limit=2&after=${first.next}`);
    expect([second.people.map(({ username }) => username), second.next]).toEqual([['chi.pham', 'quantri'], null]);
  });

  it('a phone follows when its person gets another unit, and loses one', async () => {
    const added = await add('hiepcuong');
    const { phone } = await open(added.token);
    await phone.sync();
    await roles(idOf(added), { act: 'grant', role: 'reporter', unit: units.phoHien });
    expect((await phone.sync()).person?.grants.map(({ unit }) => unit).sort()).toEqual([units.phoHien, units.hiepCuong].sort());
    await ask(administrator, `/v1/people/${idOf(added)}/close`, {});
    expect((await phone.sync()).person?.grants).toEqual([]);
  });
});

async function ask(phone: WirePhone, address: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await phone.fetch(address, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
  });
  return { status: answer.status, ...((await answer.json()) as Omit<Answer, 'status'>) };
}

function idOf({ person }: Answer): string {
  return person?.id ?? '';
}
