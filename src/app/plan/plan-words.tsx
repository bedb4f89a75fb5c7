import type { Plan } from '../../domain/plan.ts';
import { planMessages } from '../messages/vi.plan.ts';
import style from './plan.module.css';

/** What the document says beside its tasks, folded away. */
export function PlanWords({ plan }: { plan: Plan }) {
  return (
    <section>
      <details className={style.details}>
        <summary>{planMessages.contents}</summary>
        <ul className={style.words}>
          {plan.topics.map((topic) => (
            <li key={topic.letter}>
              {topic.letter}) {topic.text}
            </li>
          ))}
        </ul>
      </details>
      <details className={style.details}>
        <summary>{planMessages.forms}</summary>
        <ul className={style.words}>
          {plan.forms.map((form) => (
            <li key={form.letter}>
              {form.letter}) {form.text}
            </li>
          ))}
        </ul>
      </details>
      <details className={style.details}>
        <summary>{planMessages.duties}</summary>
        <ol className={style.words}>
          {plan.duties.map((duty, index) => (
            <li key={duty.actor}>
              <b>
                {index + 1}. {duty.actor}
              </b>
              <ul className={style.words}>
                {duty.text.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
