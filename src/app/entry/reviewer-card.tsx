import type { Review } from '../../domain/entry.ts';
import { formatInstant } from '../../domain/text.ts';
import { questionMessages as words } from '../messages/vi.questions.ts';
import { CornerUpLeft } from '../ui/icon.tsx';
import { fieldId } from './form-context.ts';
import { focusField } from './focus-field.ts';
import type { Flag } from './flags.ts';
import style from './form.module.css';

/** The reviewer's own words, and a way to each place they named. */
export function ReviewerCard({ review, flags }: { review: Review; flags: readonly Flag[] }) {
  return (
    <section className={style.note} aria-labelledby="review-title">
      <h2 id="review-title">
        <CornerUpLeft />
        {words.review.title(flags.length)}
      </h2>
      {review.remark && <p>“{review.remark}”</p>}
      <p className="quiet">{words.review.by(review.by.name, formatInstant(review.at))}</p>
      {flags.length > 0 && (
        <ol className={style.links}>
          {flags.map((flag, index) => (
            <li key={flag.name}>
              <a
                href={`#${fieldId(flag.field)}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusField(flag.field);
                }}
              >
                {index + 1}. {flag.label}
              </a>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
