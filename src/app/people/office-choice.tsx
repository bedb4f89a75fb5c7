import type { Role } from '../../domain/permission.ts';
import { dayOf } from '../../domain/text.ts';
import type { Office } from '../../sync/people.ts';
import { peopleMessages } from '../messages/vi.people.ts';
import { useDevice } from '../state/device.tsx';
import { ChooseUnit } from '../ui/choose-unit.tsx';
import style from './people.module.css';

const words = peopleMessages.form;
const roles = ['reporter', 'reviewer', 'administrator'] as const;

export interface ChosenOffice {
  role: Role;
  unit: { key: string; name: string } | null;
}

/** Which role, and where: found by typing, as units are everywhere. An administrator's is the province. */
export function OfficeChoice({ chosen, onChoose }: { chosen: ChosenOffice; onChoose: (chosen: ChosenOffice) => void }) {
  const { now } = useDevice();
  return (
    <>
      <fieldset>
        <legend>{words.role}</legend>
        {roles.map((role) => (
          <label key={role} className={style.option}>
            <input type="radio" name="role" checked={chosen.role === role} onChange={() => onChoose({ ...chosen, role })} />
            <span>
              {peopleMessages.roles[role]}: <span className="quiet">{peopleMessages.rolesExplained[role]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen.role !== 'administrator' && (
        <div className={style.form}>
          <ChooseUnit
            label={words.unit}
            day={dayOf(now())}
            tier={null}
            name="unit"
            onChoose={({ key, name }) => onChoose({ ...chosen, unit: { key, name } })}
          />
          <p aria-live="polite">{chosen.unit && words.chosen(chosen.unit.name)}</p>
          {chosen.role === 'reviewer' && <p className="quiet">{words.reviewsRest}</p>}
        </div>
      )}
    </>
  );
}

/** As it is sent; null while the unit is missing. */
export function officeOf({ role, unit }: ChosenOffice): Office | null {
  if (role === 'administrator') return { role };
  return unit && { role, unit: unit.key };
}
