import { Suspense, useState } from 'react';
import { EntryDetail } from '../log/entry-detail.tsx';
import { eraseMessages } from '../messages/vi.erase.ts';
import { lazyExtra } from '../ui/lazy-part.tsx';
import style from './entry-page.module.css';

/** An entry stands, and answers, without it. */
const Erasure = lazyExtra(async () => (await import('../erase/erasure.tsx')).Erasure);

/** An entry, and under it what concerns erasing it for good. */
export function EntryPage({ id }: { id: string }) {
  const [erasures, setErasures] = useState(0);
  return (
    <div className={style.page}>
      {/* What was in sight is not shown a moment longer. */}
      <EntryDetail key={erasures} id={id} />
      <aside className={style.under} aria-label={eraseMessages.label}>
        <Suspense>
          <Erasure id={id} onErased={() => setErasures((before) => before + 1)} />
        </Suspense>
      </aside>
    </div>
  );
}
