import { mayAct, type Role } from '../../domain/permission.ts';
import { addDays, formatDay, normaliseText, type Day } from '../../domain/text.ts';
import { isValidOn } from '../../domain/unit.ts';
import type { ListedPerson } from '../../protocol/people.ts';
import { personScope } from '../../protocol/scopes.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import { bumpScopes } from '../sync/feed.ts';
import { type Access, standsOver } from './access.ts';
import { invite } from './invitations.ts';
import { readListed } from './list-people.ts';
import { addPerson as insertPerson } from './people.ts';
import { routeWhatNobodyReviews } from './route-reviews.ts';
import type { RandomBytes } from './secret.ts';
import { province } from './setup.ts';

/** What administrators do about people. Each may arrive twice and is done once; an address alone is a new one each time. */

export function mayChangePeople(access: Access): boolean {
  return mayAct('changePeople', standsOver(access, ''));
}

export interface PeopleParts {
  database: Database;
  catalogue: Catalogue;
  random: RandomBytes;
}

interface At {
  today: Day;
  now: number;
}

interface Office {
  role: Role;
  unit?: string | undefined;
}

export type Refused = { status: 'invalid'; sentence: string } | { status: 'not_found' };
export type Changed = { status: 'ok'; person: ListedPerson } | Refused;
export type Invited = { status: 'ok'; person: ListedPerson; token: string | null } | Refused;

export async function addPerson(
  parts: PeopleParts,
  wanted: Office & At & { id: string; username: string; name: string },
): Promise<Invited> {
  const { id, username, today, now } = wanted;
  const unit = findUnit(parts.catalogue, wanted, today);
  if (unit.status !== 'ok') return unit;
  return change(parts, wanted, async (tx) => {
    const query = tx.selectFrom('person').select(['id', 'username', 'password_hash']);
    const there = await query.where((where) => where.or([where('username', '=', username), where('id', '=', id)])).executeTakeFirst();
    if (there && (there.id !== id || there.username !== username)) return invalid(sentences.taken(username));
    if (there?.password_hash) return { status: 'ok', token: null };
    if (!there) {
      const name = normaliseText(wanted.name);
      await insertPerson(tx, { id, username, name, passwordHash: '', demo: false, now, roles: [] });
      await grant(tx, parts.catalogue, { person: id, role: wanted.role, unit: unit.key, today });
    }
    // Of a request whose answer was lost the address was never seen.
    return { status: 'ok', token: await invite(tx, { person: id, now, random: parts.random }) };
  });
}

export async function grantRole(parts: PeopleParts, wanted: Office & At & { id: string }): Promise<Changed> {
  const { id, role, today } = wanted;
  const unit = findUnit(parts.catalogue, wanted, today);
  if (unit.status !== 'ok') return unit;
  return changeKnown(parts, wanted, async (tx) => {
    const held = await tx
      .selectFrom('granted_role')
      .select(['from_day', 'to_day'])
      .where('person', '=', id)
      .where('role', '=', role)
      .where('unit', '=', unit.key)
      .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', today)]))
      .executeTakeFirst();
    // The same request again: nothing is left to do.
    if (held?.from_day === today && held.to_day === null) return { status: 'ok' };
    if (held) return invalid(sentences.held(unit.name, held.to_day));
    await grant(tx, parts.catalogue, { person: id, role, unit: unit.key, today });
    return { status: 'ok' };
  });
}

export async function endRole(
  parts: PeopleParts,
  wanted: At & { id: string; role: Role; unit: string; from?: Day | undefined },
): Promise<Changed> {
  const from = wanted.from ?? wanted.today;
  if (from < wanted.today) return invalid(sentences.past);
  return changeKnown(parts, wanted, (tx) => endOffices(tx, { ...wanted, from }));
}

/** Every office ends. The person may still sign in and send what was written while they held one. */
export async function closePerson(parts: PeopleParts, wanted: At & { id: string }): Promise<Changed> {
  return changeKnown(parts, wanted, async (tx) => {
    const ended = await endOffices(tx, { ...wanted, from: wanted.today });
    if (ended.status === 'ok') await tx.deleteFrom('invitation').where('person', '=', wanted.id).execute();
    return ended;
  });
}

export async function invitePerson(parts: PeopleParts, wanted: At & { id: string }): Promise<Invited> {
  return changeKnown(parts, wanted, async (tx) => {
    const token = await invite(tx, { person: wanted.id, now: wanted.now, random: parts.random });
    return { status: 'ok', token };
  });
}

async function changeKnown<Done extends { status: 'ok' }>(
  parts: PeopleParts,
  wanted: At & { id: string },
  work: (tx: WriteTransaction) => Promise<Done | Refused>,
): Promise<(Done & { person: ListedPerson }) | Refused> {
  return change(parts, wanted, async (tx) => {
    const known = await tx.selectFrom('person').select('id').where('id', '=', wanted.id).executeTakeFirst();
    return known ? work(tx) : { status: 'not_found' };
  });
}

/** In one transaction, one after another: two administrators who end each other's office at once leave one. */
async function change<Done extends { status: 'ok' }>(
  { database, catalogue }: PeopleParts,
  { id, today, now }: At & { id: string },
  work: (tx: WriteTransaction) => Promise<Done | Refused>,
): Promise<(Done & { person: ListedPerson }) | Refused> {
  return database.write(async (tx) => {
    await database.lockNames(tx, ['people']);
    const done = await work(tx);
    if (done.status !== 'ok') return done;
    const person = await readListed(tx, id, { catalogue, today, now });
    return person ? { ...done, person } : { status: 'not_found' };
  });
}

function findUnit(catalogue: Catalogue, { role, unit: key }: Office, day: Day): { status: 'ok'; key: string; name: string } | Refused {
  const unit = catalogue.find(role === 'administrator' ? province : (key ?? ''));
  if (!unit) return invalid(sentences.unknownUnit);
  return isValidOn(unit, day) ? { status: 'ok', key: unit.key, name: unit.name } : invalid(sentences.unitNotThere(unit.name, day));
}

async function grant(
  tx: WriteTransaction,
  catalogue: Catalogue,
  { person, role, unit, today }: { person: string; role: Role; unit: string; today: Day },
): Promise<void> {
  await tx
    .insertInto('granted_role')
    .values({ person, unit, role, from_day: today, to_day: null })
    .onConflict((conflict) => conflict.columns(['person', 'unit', 'role', 'from_day']).doUpdateSet({ to_day: null }))
    .execute();
  if (role === 'reviewer') await routeWhatNobodyReviews(tx, { catalogue, reviewer: unit, today });
  await bumpPerson(tx, person);
}

/** All of the person's, or one of them. */
async function endOffices(
  tx: WriteTransaction,
  ending: { id: string; role?: Role; unit?: string; from: Day },
): Promise<{ status: 'ok' } | Refused> {
  const { id, role, unit, from } = ending;
  let those = tx.selectFrom('granted_role').selectAll().where('person', '=', id);
  if (role !== undefined) those = those.where('role', '=', role);
  if (unit !== undefined) those = those.where('unit', '=', unit);
  const lastDay = addDays(from, -1);
  // What ends by then already is left as it is: the same request again changes nothing.
  const open = await those.where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', lastDay)])).execute();
  if (open.some((each) => each.role === 'administrator') && !(await isAnotherLeft(tx, { open, id, from }))) return invalid(sentences.last);
  for (const each of open) {
    const one = { person: id, role: each.role, unit: each.unit, from_day: each.from_day };
    // One that would end before it has begun was a mistake of today.
    if (each.from_day > lastDay)
      await tx
        .deleteFrom('granted_role')
        .where((where) => where.and(one))
        .execute();
    else
      await tx
        .updateTable('granted_role')
        .set({ to_day: lastDay })
        .where((where) => where.and(one))
        .execute();
  }
  if (open.length > 0) await bumpPerson(tx, id);
  return { status: 'ok' };
}

/** Somebody else who can sign in, and for good: an address that nobody has opened yet lets nobody in. */
async function isAnotherLeft(
  tx: WriteTransaction,
  { open, id, from }: { open: readonly { role: Role; unit: string }[]; id: string; from: Day },
): Promise<boolean> {
  const ending = new Set(open.filter((each) => each.role === 'administrator').map((each) => each.unit));
  const rows = await tx
    .selectFrom('granted_role')
    .innerJoin('person', 'person.id', 'granted_role.person')
    .select(['granted_role.person', 'granted_role.unit'])
    .where('granted_role.role', '=', 'administrator')
    .where('granted_role.from_day', '<=', from)
    .where('granted_role.to_day', 'is', null)
    .where('person.password_hash', '<>', '')
    .execute();
  return rows.some((row) => row.person !== id || !ending.has(row.unit));
}

async function bumpPerson(tx: WriteTransaction, id: string): Promise<void> {
  await bumpScopes(tx, [{ scope: personScope(id), kind: 'person', id, operation: 'put' }]);
}

function invalid(sentence: string): { status: 'invalid'; sentence: string } {
  return { status: 'invalid', sentence };
}

/** What is safe, what happened, what to do. */
const sentences = {
  taken: (username: string) => `Nội dung trên màn hình vẫn còn. Tên đăng nhập “${username}” đã có người dùng. Mời chọn tên đăng nhập khác.`,
  unknownUnit: 'Chưa có gì thay đổi. Không tìm thấy đơn vị này. Mời tìm và chọn lại đơn vị.',
  unitNotThere: (unit: string, day: Day) =>
    `Chưa có gì thay đổi. ${unit} không hoạt động vào ngày ${formatDay(day)}. Mời chọn đơn vị đang hoạt động.`,
  held: (unit: string, to: Day | null) =>
    `Chưa có gì thay đổi. Người này đang giữ vai trò ấy ở ${unit}${to === null ? '' : ` đến hết ngày ${formatDay(to)}`}. Mời chọn vai trò hoặc đơn vị khác.`,
  past: 'Chưa có gì thay đổi. Ngày thôi giữ vai trò đã qua. Mời chọn hôm nay hoặc một ngày sau.',
  last: 'Chưa có gì thay đổi. Đây là người quản trị cuối cùng còn vào được. Mời thêm một người quản trị khác, chờ người ấy đặt mật khẩu rồi làm lại.',
};
