import { useState } from 'react';
import { useLocation } from 'wouter';
import { dismissRefused } from '../../localdb/dismiss-refused.ts';
import { exportRefused } from '../../localdb/export-refused.ts';
import { readRefusedStanding } from '../../localdb/read-again.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { afterStepBack } from '../ui/after-step-back.ts';
import { useDevice } from '../state/device.tsx';
import { mayDo, usePersonDocument } from '../state/person.tsx';
import { useSendingFacts } from '../state/sending.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { showToast } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { handOutChanges } from '../ui/hand-out.ts';
import { Ban, Download, Pencil, TriangleAlert } from '../ui/icon.tsx';
import { refusedSentences } from '../ui/refused-sentences.ts';
import style from './entry.module.css';

/** Why something of this entry was not taken, and what to do about it. */
export function EntryProblems({ row }: { row: EntryRow }) {
  const { id } = row;
  const { db, runner, now } = useDevice();
  const facts = useSendingFacts();
  const person = usePersonDocument();
  const held = facts?.held.filter((each) => each.entry === id) ?? [];
  const standing = useLiveQuery(() => readRefusedStanding(db, id), [db, id, held.length]);
  const mayTryAgain = standing?.hasWords === true && !(standing.isWhole && standing.waits) && mayDo('edit', row.view, person);
  const sentences = [
    ...refusedSentences(held).map(([safe, what, whatToDo]) => [safe, what, mayTryAgain ? readingMessages.tryAgainHint : whatToDo]),
    ...(facts?.badPhotos ?? [])
      .filter((photo) => photo.entry === id)
      .map((photo) => (photo.isAttachment ? readingMessages.badAttachment : readingMessages.badPhoto)[photo.state]),
    ...(facts?.stranded.includes(id) ? [readingMessages.stranded] : []),
  ];
  const unique = [...new Map(sentences.map((each) => [each[1], each])).values()];
  if (unique.length === 0) return null;
  const dismiss = async (): Promise<void> => {
    if ((await dismissRefused(db, id, now())) === 'waiting') return;
    runner.workAdded();
    showToast({ text: readingMessages.dismissed });
  };
  const save = async (): Promise<void> => handOutChanges(await exportRefused(db, id), `so-tuyen-truyen-${id}.json`);
  return (
    <div className={`card ${style.problem}`}>
      <TriangleAlert />
      <div>
        <ul>
          {unique.map(([safe, what, whatToDo]) => (
            <li key={what}>
              {safe} <b>{what}</b> {whatToDo}
            </li>
          ))}
        </ul>
        {held.length > 0 && standing && (
          <div className={style.ways}>
            {mayTryAgain && (
              <LinkButton href={`/e/${id}/edit?again=1`} kind="primary" icon={<Pencil size={20} />}>
                {readingMessages.tryAgain}
              </LinkButton>
            )}
            <Button kind="plain" icon={<Download size={20} />} onClick={() => void save()}>
              {readingMessages.exportRefused}
            </Button>
            {!standing.isWhole && (
              <Button kind="plain" onClick={() => void dismiss()}>
                {readingMessages.dismissRefused}
              </Button>
            )}
            {standing.isWhole && !standing.waits && <DismissWhole row={row} dismiss={dismiss} />}
          </div>
        )}
      </div>
    </div>
  );
}

/** Of a first version nothing is in sight afterwards, so this is asked about. */
function DismissWhole({ row, dismiss }: { row: EntryRow; dismiss: () => Promise<void> }) {
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const words = readingMessages.dismissWhole;
  const hasFiles = row.view.photos.length + (row.view.attachments?.length ?? 0) > 0;
  const yes = (): void => {
    setAsking(false);
    // This page has nothing to show any more.
    afterStepBack(() => {
      navigate('/outbox', { replace: true });
      void dismiss();
    });
  };
  return (
    <>
      <Button kind="plain" icon={<Ban size={20} />} onClick={() => setAsking(true)}>
        {words.open}
      </Button>
      <Dialog title={words.ask} open={isAsking} onClose={() => setAsking(false)}>
        <ul className={style.keeps}>
          {[...words.keeps, ...(hasFiles ? [words.files] : [])].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <Button kind="danger" icon={<Ban />} onClick={yes}>
          {words.yes}
        </Button>
        <Button kind="plain" onClick={() => setAsking(false)}>
          {words.no}
        </Button>
      </Dialog>
    </>
  );
}
