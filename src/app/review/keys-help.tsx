import { reviewMessages } from '../messages/vi.review.ts';
import style from './dialogs.module.css';
import { turnLetters, useReviewView } from './review-view.ts';

/** The table of keys, and the switch that turns letters off for whoever hits them by mistake. */
export function KeysHelp() {
  const lettersOn = useReviewView((view) => view.lettersOn);
  const { keys } = reviewMessages;
  return (
    <>
      <dl className={style.keys}>
        {keys.list.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <label className={style.option}>
        <input
          type="checkbox"
          checked={lettersOn}
          aria-describedby="review-letters"
          onChange={(event) => turnLetters(event.target.checked)}
        />
        <span>{keys.lettersOn}</span>
      </label>
      <p id="review-letters" className="quiet">
        {keys.lettersHint}
      </p>
    </>
  );
}
