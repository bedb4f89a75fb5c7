import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { ownUnitNames, usePersonDocument } from '../state/person.ts';
import style from './me.module.css';

export function Account() {
  const { person } = useDevice();
  const document = usePersonDocument();
  const units = ownUnitNames(document);
  const routed = document?.routedUnits ?? 0;
  return (
    <section className={`card ${style.section}`}>
      <h2>{person.name}</h2>
      <p>{person.roles.map((role) => messages.me.roles[role]).join(', ')}</p>
      {units.length > 0 && <p>{units.join(', ')}</p>}
      {routed > 0 && <p>{messages.me.reviews(routed)}</p>}
      {document && (
        <p className="quiet">
          {messages.me.username}: {document.username}
        </p>
      )}
    </section>
  );
}
