import style from './wrong-sentences.module.css';

/** Above a form what keeps it from being taken, a sentence for each; told to a screen reader when it appears. */
export function WrongSentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <div role="alert">
      {sentences.length > 0 && (
        <div className={style.wrong}>
          <p>{title}</p>
          <ul>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
