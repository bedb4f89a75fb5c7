import { dayOf } from '../../domain/text.ts';
import type { ListedPerson } from '../../sync/people.ts';
import { peopleMessages as words } from '../messages/vi.people.ts';

/** "Người duyệt · Sở Nội vụ · từ 01/07/2025 · duyệt cho 130 đơn vị", one for each office. */
export function officeWords({ roles }: Pick<ListedPerson, 'roles'>): string[] {
  if (roles.length === 0) return [words.noRole];
  return roles.map(({ role, unitName, from, to, reviews }) =>
    [
      words.roles[role],
      unitName,
      words.since(from),
      ...(to === null ? [] : [words.until(to)]),
      ...(reviews === undefined ? [] : [words.reviews(reviews)]),
    ].join(' · '),
  );
}

/** How they get in: with which name, and whether they have been able to yet. */
export function standingWords({ username, hasPassword, invitedUntil }: ListedPerson): string {
  const until = invitedUntil === null ? null : dayOf(invitedUntil);
  if (hasPassword) return [words.username(username), ...(until === null ? [] : [words.resetOpen(until)])].join(' · ');
  return [words.username(username), words.noPassword, until === null ? words.expired : words.invitedUntil(until)].join(' · ');
}
