import { dismissRefused } from '../../localdb/dismiss-refused.ts';
import { exportRefused } from '../../localdb/export-refused.ts';
import { isOfErased } from '../../localdb/forget-erased.ts';
import { heldMessages } from '../messages/vi.held.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { useSendingFacts } from '../state/sending.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { showToast } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { handOutChanges } from '../ui/hand-out.ts';
import { Download } from '../ui/icon.tsx';
import { refusedSentences } from '../ui/refused-sentences.ts';
import style from './erase.module.css';

/**
 * What was refused of an entry that is not on this device: it was erased, or its unit was lost before a restored server asked
 * for its changes once more. Nothing else of it is in sight here, so why, the words and the way on are here.
 */
export function RefusedNote({ id }: { id: string }) {
  const { db, runner, now } = useDevice();
  const held = useSendingFacts()?.held.filter((row) => row.entry === id) ?? [];
  const isHere = useLiveQuery(async () => (await db.entries.get(id)) !== undefined, [db, id]);
  if (isHere !== false || held.length === 0) return null;
  const hasWords = !held.some(isOfErased);
  const dismiss = async (): Promise<void> => {
    await dismissRefused(db, id, now());
    runner.workAdded();
    if (hasWords) showToast({ text: readingMessages.dismissed });
  };
  const save = async (): Promise<void> => handOutChanges(await exportRefused(db, id), `so-tuyen-truyen-${id}.json`);
  return (
    <section className={`card ${style.erased}`} aria-label={readingMessages.outbox.problems}>
      {refusedSentences(held).map(([safe, what, whatToDo]) => (
        <p key={what}>
          {safe} <b>{what}</b> {whatToDo}
        </p>
      ))}
      {hasWords && (
        <>
          <LinkButton kind="plain" href="/held/own">
            {heldMessages.openOwn}
          </LinkButton>
          <Button kind="plain" icon={<Download size={20} />} onClick={() => void save()}>
            {readingMessages.exportRefused}
          </Button>
        </>
      )}
      <div>
        <Button kind="plain" onClick={() => void dismiss()}>
          {readingMessages.dismissRefused}
        </Button>
      </div>
    </section>
  );
}
