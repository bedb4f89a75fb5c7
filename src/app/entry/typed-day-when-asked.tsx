import { Suspense } from 'react';
import { lazyPart } from '../ui/lazy-part.tsx';
import { nextPaint } from '../ui/next-paint.ts';
import { loadSaving } from './use-saving.ts';

const TypedDay = lazyPart(async () => {
  await nextPaint();
  return (await loadSaving()).TypedDay;
});

/** Most days are today or yesterday: what reads others comes with what only saving needs. */
export function TypedDayWhenAsked(asked: { name: string; label: string; future?: boolean }) {
  return (
    <Suspense>
      <TypedDay {...asked} />
    </Suspense>
  );
}
