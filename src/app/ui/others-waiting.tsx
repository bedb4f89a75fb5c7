import { personMessages } from '../messages/vi.person.ts';
import { waitingOfOthers } from '../state/waiting-here.ts';

/** Work of other people on this device that has not been sent: safe, and sent once they sign in again. */
export function OthersWaiting({ person }: { person: string | null }) {
  const others = waitingOfOthers(person);
  if (others.length === 0) return null;
  return (
    <ul className="card">
      {others.map((other) => (
        <li key={other.id}>{personMessages.othersWaiting(other.name, other.entries)}</li>
      ))}
    </ul>
  );
}
