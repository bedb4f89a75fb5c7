import { type FormEvent, useRef, useState } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { normaliseText } from '../../domain/text.ts';
import { reopenDecided } from '../../localdb/review.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { showToast, useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { titleOf } from '../ui/entry-row.tsx';
import { CornerUpLeft } from '../ui/icon.tsx';
import style from './entry.module.css';

const words = readingMessages.reopen;

/** What was approved or rejected goes back to whoever wrote it, with words that say what to mend. */
export function ReopenButton({ entry }: { entry: Entry }) {
  // The version that was in sight when the button was tapped: the decision names its revision and no other.
  const [seen, setSeen] = useState<Entry | null>(null);
  return (
    <>
      <Button kind="plain" icon={<CornerUpLeft />} onClick={() => setSeen(entry)}>
        {words.open}
      </Button>
      <Dialog title={words.title} open={seen !== null} onClose={() => setSeen(null)}>
        {seen && <ReopenForm seen={seen} onClose={() => setSeen(null)} />}
      </Dialog>
    </>
  );
}

/** The remark is the form's own (uncontrolled): an input method may rewrite what it typed. */
function ReopenForm({ seen, onClose }: { seen: Entry; onClose: () => void }) {
  const { db, runner, now } = useDevice();
  const typed = useOnlyHere();
  const [problem, setProblem] = useState<'missing' | 'changed' | 'failed' | null>(null);
  const remark = useRef<HTMLTextAreaElement>(null);

  const reopen = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const text = normaliseText(remark.current?.value ?? '');
    if (text === '') {
      setProblem('missing');
      remark.current?.focus();
      return;
    }
    const outcome = await reopenDecided(db, seen, text, now()).catch(() => 'failed' as const);
    if (outcome !== 'reopened') return setProblem(outcome);
    runner.workAdded();
    showToast({ text: words.done(titleOf(seen)) });
    onClose();
  };

  return (
    <form className={style.reopen} onInput={typed} onSubmit={(event) => void reopen(event)} noValidate>
      <ul className={style.keeps}>
        {words.tells.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <label>
        <span>{words.remark}</span>
        <span className="quiet" id="reopen-hint">
          {words.hint}
        </span>
        <textarea ref={remark} rows={3} maxLength={1500} autoComplete="off" aria-describedby="reopen-hint" />
      </label>
      <p role="alert">{problem && words[problem]}</p>
      <Button kind="primary" type="submit" icon={<CornerUpLeft />}>
        {words.yes}
      </Button>
      <Button kind="plain" onClick={onClose}>
        {words.no}
      </Button>
    </form>
  );
}
