import { useEffect, useRef } from 'react';
import { questionMessages as words } from '../messages/vi.questions.ts';
import { TriangleAlert } from '../ui/icon.tsx';
import { fieldId } from './form-context.ts';
import { focusField } from './focus-field.ts';
import style from './form.module.css';
import type { Problem } from '../ui/problems.ts';

/** On top after a refused try: what is missing, each a way to its field. */
export function ProblemSummary({ problems, tries }: { problems: readonly Problem[]; tries: number }) {
  const summary = useRef<HTMLElement>(null);
  useEffect(() => {
    if (tries > 0) summary.current?.focus();
  }, [tries]);
  if (problems.length === 0) return null;
  const isRefused = problems.some((problem) => problem.level === 'refused');
  return (
    <section ref={summary} tabIndex={-1} className={style.note} aria-labelledby="summary-title">
      <h2 id="summary-title">
        <TriangleAlert />
        {isRefused ? words.summary.refused(problems.length) : words.summary.missing(problems.length)}
      </h2>
      <ul className={style.links}>
        {problems.map((problem) => (
          <li key={problem.field}>
            <a
              href={`#${fieldId(problem.field)}`}
              onClick={(event) => {
                event.preventDefault();
                focusField(problem.field);
              }}
            >
              {problem.sentence}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
