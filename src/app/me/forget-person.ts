import { mirrorPrefix } from '../../localdb/mirror-files.ts';
import { tellWorker } from '../../localdb/person-for-worker.ts';
import { displayPlaces } from '../state/view.ts';
import { noteWaiting, waitingPlace } from '../state/waiting-here.ts';

/**
 * Takes away what is kept beside the person's database, whatever it is: a mark that somebody adds later is then forgotten
 * too. How the screen looks is the device's, and what waits of other people is theirs, as its copies are: the leaving
 * person's own are erased by themselves.
 */
export function forgetPerson(person: { id: string; name: string }): void {
  noteWaiting(person, 0);
  const stays = new Set([...displayPlaces, waitingPlace]);
  for (const place of Object.keys(localStorage)) if (!stays.has(place) && !place.startsWith(mirrorPrefix)) localStorage.removeItem(place);
  sessionStorage.clear();
  void tellWorker(null).catch(() => {});
}
