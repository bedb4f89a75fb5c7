import { dayOf } from '../domain/text.ts';
import type { PersonDocument } from '../protocol/session.ts';
import { newIdentifier } from './identifier.ts';
import type { DraftRow } from './rows.ts';

/** Most photos of one entry. */
export const mostPhotos = 10;

/** Photos that come before their kind is chosen wait in a draft of the unit that the person writes for; null without one. */
export function draftForPhotos(person: PersonDocument | null, now: number): DraftRow | null {
  const today = dayOf(now);
  const grant = person?.grants.find((each) => each.role === 'reporter' && each.from <= today && (each.to === null || today <= each.to));
  if (!grant) return null;
  return {
    id: newIdentifier(now),
    kind: null,
    unit: grant.unit,
    mode: 'new',
    base: 0,
    input: {},
    photos: [],
    createdAt: now,
    updatedAt: now,
  };
}
