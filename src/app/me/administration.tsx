import { personMessages } from '../messages/vi.person.ts';
import { LinkButton } from '../ui/button.tsx';
import style from './me.module.css';

const words = personMessages.me.administration;

/** What only an administrator does. */
export function Administration() {
  return (
    <section className={`card ${style.section}`}>
      <h2>{words.title}</h2>
      <LinkButton href="/people" kind="plain">
        {words.people}
      </LinkButton>
      <LinkButton href="/units" kind="plain">
        {words.units}
      </LinkButton>
    </section>
  );
}
