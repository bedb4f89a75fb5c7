import { lockOf, openPlace } from './open-mark.ts';

/** Once: the next form that opens in the usual way has nothing to tell. */
export async function diedWhileOpen(draft: string): Promise<boolean> {
  if (localStorage.getItem(openPlace) !== draft) return false;
  const locks = await navigator.locks.query();
  if (locks.held?.some((lock) => lock.name === lockOf(draft))) return false;
  localStorage.removeItem(openPlace);
  return true;
}
