import { type FormEvent, useRef, useState } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { normaliseText } from '../../domain/text.ts';
import { eraseEntry, longestReason } from '../../sync/erase.ts';
import { eraseMessages } from '../messages/vi.erase.ts';
import { useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Trash2 } from '../ui/icon.tsx';
import { EraseChoice } from './erase-choice.tsx';
import style from './erase.module.css';

const whole = 'whole';

/** What will happen, and why: nothing else is asked. The reason is the form's own (uncontrolled), as an input method needs it. */
export function EraseForm({
  id,
  entry,
  onErased,
  onClose,
}: {
  id: string;
  entry: Entry | null;
  /** Told the id of what is gone: the entry's, or that of one photo or file. */
  onErased: (gone: string) => void;
  onClose: () => void;
}) {
  const hasFiles = entry !== null && entry.photos.length + (entry.attachments?.length ?? 0) > 0;
  const typed = useOnlyHere();
  const [what, setWhat] = useState<string | null>(hasFiles ? null : whole);
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);
  const reason = useRef<HTMLTextAreaElement>(null);

  const erase = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isWorking) return;
    if (what === null) return setProblem(eraseMessages.problem.what);
    const text = normaliseText(reason.current?.value ?? '');
    if (text === '') {
      setProblem(eraseMessages.problem.reason);
      reason.current?.focus();
      return;
    }
    setProblem(null);
    setWorking(true);
    const outcome = await eraseEntry({ entry: id, photo: what === whole ? null : what, reason: text });
    setWorking(false);
    if (outcome.status === 'done') return onErased(what === whole ? id : what);
    setProblem(outcome.status === 'refused' ? outcome.sentence : eraseMessages.problem[outcome.status]);
  };

  return (
    <form className={style.form} onInput={typed} onSubmit={(event) => void erase(event)} noValidate>
      {hasFiles && <EraseChoice entry={entry} whole={whole} chosen={what} onChoose={setWhat} />}
      {what !== null && (
        <ul className={style.tells}>
          {[...(what === whole ? eraseMessages.tellsWhole : eraseMessages.tellsOne), eraseMessages.tellsCopies].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <label className={style.reason}>
        <span>{eraseMessages.reason}</span>
        <span className="quiet" id="erase-hint">
          {eraseMessages.hint}
        </span>
        <textarea ref={reason} rows={3} maxLength={longestReason} autoComplete="off" aria-describedby="erase-hint" />
      </label>
      <p role="alert">{problem}</p>
      <Button kind="danger" type="submit" icon={<Trash2 />} disabled={isWorking}>
        {isWorking ? eraseMessages.working : eraseMessages.yes}
      </Button>
      <Button kind="plain" onClick={onClose}>
        {eraseMessages.no}
      </Button>
    </form>
  );
}
