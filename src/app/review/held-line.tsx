import { useEffect, useState } from 'react';
import { fetchHeld } from '../../sync/held.ts';
import { heldMessages } from '../messages/vi.held.ts';
import { LinkButton } from '../ui/button.tsx';
import { TriangleAlert } from '../ui/icon.tsx';

/** On the desk, if there are any; without network nothing is said of them. */
export function HeldLine() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let isHere = true;
    const ask = async (): Promise<void> => {
      const answer = await fetchHeld({ whose: 'units', limit: 1 });
      if (isHere && answer.status === 'loaded') setCount(answer.total);
    };
    const again = (): void => void ask();
    again();
    window.addEventListener('online', again);
    return () => {
      isHere = false;
      window.removeEventListener('online', again);
    };
  }, []);
  if (count === 0) return null;
  return (
    <div>
      <LinkButton kind="plain" href="/held" icon={<TriangleAlert />}>
        {heldMessages.onDesk(count)}
      </LinkButton>
    </div>
  );
}
