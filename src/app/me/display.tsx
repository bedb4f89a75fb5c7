import { personMessages } from '../messages/vi.person.ts';
import { chooseTextSize, chooseTheme, useView, type TextSize, type Theme } from '../state/view.ts';
import style from './me.module.css';

const themes: readonly Theme[] = ['auto', 'light', 'dark', 'sun'];
const sizes: readonly TextSize[] = ['normal', 'large', 'larger'];

export function Display() {
  const theme = useView((view) => view.theme);
  const textSize = useView((view) => view.textSize);
  return (
    <section className={`card ${style.section}`}>
      <h2>{personMessages.me.display}</h2>
      <Segments
        legend={personMessages.me.theme}
        name="theme"
        options={themes}
        words={personMessages.me.themes}
        chosen={theme}
        onChoose={chooseTheme}
      />
      <Segments
        legend={personMessages.me.textSize}
        name="textSize"
        options={sizes}
        words={personMessages.me.textSizes}
        chosen={textSize}
        onChoose={chooseTextSize}
      />
    </section>
  );
}

function Segments<Option extends string>({
  legend,
  name,
  options,
  words,
  chosen,
  onChoose,
}: {
  legend: string;
  name: string;
  options: readonly Option[];
  words: Record<Option, string>;
  chosen: Option;
  onChoose: (option: Option) => void;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className={style.segments}>
        {options.map((option) => (
          <label key={option}>
            <input type="radio" name={name} checked={option === chosen} onChange={() => onChoose(option)} />
            <span>{words[option]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
