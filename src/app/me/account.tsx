import { personMessages } from '../messages/vi.person.ts';
import { useDevice } from '../state/device.tsx';
import { ownUnitNames, usePersonDocument } from '../state/person.tsx';
import style from './me.module.css';

export function Account() {
  const { person } = useDevice();
  const document = usePersonDocument();
  const units = ownUnitNames(document);
  const routed = document?.routedUnits ?? 0;
  return (
    <section className={`card ${style.section}`}>
      <h2>{person.name}</h2>
      <p>{person.roles.map((role) => personMessages.me.roles[role]).join(', ')}</p>
      {units.length > 0 && <p>{units.join(', ')}</p>}
      {routed > 0 && <p>{personMessages.me.reviews(routed)}</p>}
      {document && (
        <p className="quiet">
          {personMessages.me.username}: {document.username}
        </p>
      )}
    </section>
  );
}
