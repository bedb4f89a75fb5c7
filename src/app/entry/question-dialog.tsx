import { useRef } from 'react';
import { formMessages as words } from '../messages/vi.form.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import style from './form.module.css';
import type { Saving } from './use-saving.ts';

/** One question before saving: the doubts, all at once, or the places left as they were. */
export function QuestionDialog({ saving }: { saving: Saving }) {
  const { question, dropQuestion } = saving;
  const title =
    question?.about === 'flags' ? words.review.left(question.flags.map((flag) => `“${flag.label}”`).join(', ')) : words.doubts.title;
  return (
    <Dialog title={title} open={question !== null} onClose={dropQuestion}>
      {question?.about === 'doubts' && <Doubts saving={saving} sentences={question.problems.map((problem) => problem.sentence)} />}
      {question?.about === 'flags' && <Explanation saving={saving} />}
    </Dialog>
  );
}

function Doubts({ saving, sentences }: { saving: Saving; sentences: readonly string[] }) {
  return (
    <>
      <ul className={style.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Button kind="primary" big onClick={() => void saving.save({ confirmed: true })}>
        {words.doubts.keep}
      </Button>
      <Button kind="plain" onClick={saving.dropQuestion}>
        {words.doubts.change}
      </Button>
    </>
  );
}

function Explanation({ saving }: { saving: Saving }) {
  const text = useRef<HTMLTextAreaElement>(null);
  return (
    <>
      <div className={style.field}>
        <label htmlFor="explanation" className={style.label}>
          {words.review.explanation}
        </label>
        <textarea ref={text} id="explanation" rows={3} className={style.input} autoComplete="off" maxLength={500} />
      </div>
      <Button kind="primary" big onClick={() => void saving.save({ confirmed: true, explanation: text.current?.value ?? '' })}>
        {words.review.send}
      </Button>
      <Button kind="plain" onClick={saving.dropQuestion}>
        {words.review.back}
      </Button>
    </>
  );
}
