import { unitMessages } from '../messages/vi.units.ts';
import { ownUnitNames, usePersonDocument } from '../state/person.tsx';

/** What has become of the commune that a reporter wrote for, said where their day begins. */
export function FormerUnits() {
  const document = usePersonDocument();
  return document?.former?.map(({ name, lastDay }) => (
    <section key={name} className="card">
      <h2>{unitMessages.former.title(name, lastDay)}</h2>
      <p>{unitMessages.former.text(ownUnitNames(document))}</p>
    </section>
  ));
}
