import { personMessages } from '../messages/vi.person.ts';
import { Screen } from '../ui/screen.tsx';
import style from './help.module.css';

export function Help() {
  return (
    <Screen title={personMessages.help.title} back>
      <section className="card">
        <h2>{personMessages.help.contact}</h2>
        <p>{personMessages.help.contactText}</p>
      </section>
      <dl className={`card ${style.answers}`}>
        {personMessages.help.questions.map(([question, answer]) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </Screen>
  );
}
