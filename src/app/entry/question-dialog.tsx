import { useRef } from 'react';
import { questionMessages as words } from '../messages/vi.questions.ts';
import { useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TriangleAlert } from '../ui/icon.tsx';
import style from './form.module.css';
import type { Saving } from './use-saving.ts';

/** One question before saving: the doubts, all at once, or the places left as they were. */
export function QuestionDialog({ saving }: { saving: Saving }) {
  const { question, dropQuestion } = saving;
  const title =
    question?.about === 'flags' ? words.explain.left(question.flags.map((flag) => `“${flag.label}”`).join(', ')) : words.doubts.title;
  return (
    <Dialog title={title} open={question !== null} onClose={dropQuestion}>
      {question?.about === 'doubts' && <Doubts saving={saving} sentences={question.problems.map((problem) => problem.sentence)} />}
      {question?.about === 'flags' && <Explanation saving={saving} refused={question.refused} />}
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

function Explanation({ saving, refused }: { saving: Saving; refused: string | undefined }) {
  const text = useRef<HTMLTextAreaElement>(null);
  const typed = useOnlyHere();
  return (
    <>
      <div className={style.field}>
        <label htmlFor="explanation" className={style.label}>
          {words.explain.explanation}
        </label>
        <textarea
          ref={text}
          id="explanation"
          rows={3}
          className={`${style.input} ${style.explanation}`}
          autoComplete="off"
          onInput={typed}
          aria-describedby={refused && 'explanation-refused'}
        />
        {refused && (
          <p id="explanation-refused" ref={showWhole} className={style.problem} role="alert">
            <TriangleAlert size={20} />
            {refused}
          </p>
        )}
      </div>
      <Button kind="primary" big onClick={() => void saving.save({ confirmed: true, explanation: text.current?.value ?? '' })}>
        {words.explain.send}
      </Button>
      <Button kind="plain" onClick={saving.dropQuestion}>
        {words.explain.back}
      </Button>
    </>
  );
}

/** Under a long text on a small screen it would stand where nobody looks. */
function showWhole(sentence: HTMLElement | null): void {
  sentence?.scrollIntoView({ block: 'nearest' });
}
