import { messages } from '../messages/vi.ts';
import { Screen } from '../ui/screen.tsx';
import style from './help.module.css';

export function Help() {
  return (
    <Screen title={messages.help.title} back>
      <section className="card">
        <h2>{messages.help.contact}</h2>
        <p>{messages.help.contactText}</p>
      </section>
      <dl className={`card ${style.answers}`}>
        {messages.help.questions.map(([question, answer]) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </Screen>
  );
}
