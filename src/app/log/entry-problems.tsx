import { messages } from '../messages/vi.ts';
import { useSendingFacts } from '../state/sending.tsx';
import { TriangleAlert } from '../ui/icon.tsx';
import style from './entry.module.css';

/** Why something of this entry was not taken, and what to do about it. */
export function EntryProblems({ id }: { id: string }) {
  const facts = useSendingFacts();
  const sentences = [
    ...(facts?.held ?? []).filter((row) => row.entry === id).map((row) => messages.held[row.reason]),
    ...(facts?.badPhotos ?? []).filter((photo) => photo.entry === id).map((photo) => messages.badPhoto[photo.state]),
    ...(facts?.stranded.includes(id) ? [messages.stranded] : []),
  ];
  const unique = [...new Map(sentences.map((each) => [each[0], each])).values()];
  if (unique.length === 0) return null;
  return (
    <div className={`card ${style.problem}`}>
      <TriangleAlert />
      <ul>
        {unique.map(([what, todo]) => (
          <li key={what}>
            <b>{what}</b> {todo}
          </li>
        ))}
      </ul>
    </div>
  );
}
