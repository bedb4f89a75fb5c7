import { Redirect, useLocation } from 'wouter';
import { useDevice } from '../state/device.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';

const PeopleDesk = lazyPart(async () => (await import('../people/people-desk.tsx')).PeopleDesk);
const UnitDesk = lazyPart(async () => (await import('../units/unit-desk.tsx')).UnitDesk);

/** Units and people are the administrator's, and nobody else's. */
export function Administration() {
  const [path] = useLocation();
  if (!useDevice().person.roles.includes('administrator')) return <Redirect to="/" replace />;
  return path === '/people' ? <PeopleDesk /> : <UnitDesk />;
}
