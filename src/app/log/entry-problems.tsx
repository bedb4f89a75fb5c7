import { dismissRefused } from '../../localdb/dismiss-refused.ts';
import { exportRefused } from '../../localdb/export-refused.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { useSendingFacts } from '../state/sending.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Button } from '../ui/button.tsx';
import { Download, TriangleAlert } from '../ui/icon.tsx';
import style from './entry.module.css';

/** Why something of this entry was not taken, and what to do about it. */
export function EntryProblems({ id }: { id: string }) {
  const { db, now } = useDevice();
  const facts = useSendingFacts();
  const isOnServer = useLiveQuery(async () => (await db.entries.get(id))?.server != null, [db, id]) ?? false;
  const sentences = [
    ...(facts?.held ?? []).filter((row) => row.entry === id).map((row) => readingMessages.held[row.reason]),
    ...(facts?.badPhotos ?? [])
      .filter((photo) => photo.entry === id)
      .map((photo) => (photo.isAttachment ? readingMessages.badAttachment : readingMessages.badPhoto)[photo.state]),
    ...(facts?.stranded.includes(id) ? [readingMessages.stranded] : []),
  ];
  const isRefused = facts?.held.some((row) => row.entry === id) ?? false;
  const unique = [...new Map(sentences.map((each) => [each[1], each])).values()];
  if (unique.length === 0) return null;
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
        {isRefused && (
          <Button kind="plain" icon={<Download size={20} />} onClick={() => void saveFile(id, exportRefused(db, id))}>
            {readingMessages.exportRefused}
          </Button>
        )}
        {isOnServer && isRefused && (
          <Button kind="plain" onClick={() => void dismissRefused(db, id, now())}>
            {readingMessages.dismissRefused}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The browser's own way of keeping a file; on a phone it can then be sent to the office in any app. */
async function saveFile(id: string, text: Promise<string>): Promise<void> {
  const address = URL.createObjectURL(new Blob([await text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `so-tuyen-truyen-${id}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
