import { useRef, useState } from 'react';
import type { Conflict, Entry } from '../../domain/entry.ts';
import { readTyped } from '../../domain/input.ts';
import type { Field, FieldValue, Kind } from '../../domain/kinds/field.ts';
import { dayOf, formatDayShort, timeOf } from '../../domain/text.ts';
import { resolveConflicts } from '../../localdb/resolve-conflicts.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { mayDo, usePersonDocument } from '../state/person.tsx';
import { markOnlyHere, showToast, useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { valueText, type UnitName } from '../ui/detail-lines.ts';
import { Check, GitCompareArrows } from '../ui/icon.tsx';
import style from './conflict.module.css';

const words = readingMessages.conflict;

type Choice = 'kept' | 'lost' | 'other';

/** Fields that two people wrote differently: one tap each, nothing chosen beforehand; the rest of the entry was united. */
export function ConflictCards({ entry, kind, unitName }: { entry: Entry; kind: Kind; unitName: UnitName }) {
  const { db, runner, now } = useDevice();
  const person = usePersonDocument();
  const typed = useOnlyHere();
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const others = useRef(new Map<string, HTMLInputElement>());
  const newest = [...new Map(entry.conflicts.map((conflict) => [conflict.field, conflict])).values()];
  if (newest.length === 0 || !mayDo('resolve', entry, person)) return null;

  const save = async (): Promise<void> => {
    const picks = new Map<string, FieldValue | null>();
    for (const conflict of newest) {
      const choice = choices.get(conflict.field);
      const field = kind.fields.find((each) => each.name === conflict.field);
      if (choice === 'other' && field) {
        const text = others.current.get(conflict.field)?.value ?? '';
        const { values, findings } = readTyped([field], { [field.name]: text }, dayOf(now()));
        const value = values[field.name];
        if (findings.length > 0 || value === undefined) {
          setUnreadable(conflict.field);
          others.current.get(conflict.field)?.focus();
          return;
        }
        picks.set(conflict.field, value);
      } else if (choice) {
        picks.set(conflict.field, choice === 'kept' ? conflict.kept : conflict.lost);
      }
    }
    await resolveConflicts(db, entry.id, picks, now());
    runner.workAdded();
    markOnlyHere(false);
    showToast({ text: words.saved });
  };

  return (
    <section className={`card ${style.conflicts}`} aria-labelledby="conflicts-title">
      <h3 id="conflicts-title">
        <GitCompareArrows />
        {words.title(newest.length)}
      </h3>
      <p>{words.intro}</p>
      {newest.map((conflict) => {
        const field = kind.fields.find((each) => each.name === conflict.field);
        const choose = (choice: Choice) => setChoices(new Map(choices).set(conflict.field, choice));
        return (
          <fieldset key={conflict.field} className={style.field}>
            <legend>{field?.label ?? conflict.field}</legend>
            {sidesOf(conflict).map((side) => (
              <label key={side.choice} className={style.side}>
                <input type="radio" name={`conflict-${conflict.field}`} onChange={() => choose(side.choice)} />
                <b>{valueText(field, side.value, unitName) || words.empty}</b>
                <span className="quiet">{words.by(side.by, side.at === undefined ? '' : instant(side.at))}</span>
              </label>
            ))}
            {field && isTyped(field) && (
              <>
                <label className={style.side}>
                  <input type="radio" name={`conflict-${conflict.field}`} onChange={() => choose('other')} />
                  <span>{field.type === 'number' ? words.otherNumber : words.otherText}</span>
                </label>
                {choices.get(conflict.field) === 'other' && (
                  <input
                    className={style.other}
                    type="text"
                    inputMode={field.type === 'number' ? 'decimal' : 'text'}
                    autoComplete="off"
                    onInput={typed}
                    aria-label={words.otherLabel(field.label)}
                    aria-invalid={unreadable === field.name}
                    ref={(input) => {
                      if (input) others.current.set(field.name, input);
                      else others.current.delete(field.name);
                    }}
                  />
                )}
                {unreadable === field.name && (
                  <p className={style.problem} role="alert">
                    {words.unreadable}
                  </p>
                )}
              </>
            )}
          </fieldset>
        );
      })}
      <p className="quiet" aria-live="polite">
        {choices.size < newest.length && words.left(newest.length - choices.size)}
      </p>
      <Button kind="primary" big icon={<Check />} disabled={choices.size < newest.length} onClick={() => void save()}>
        {words.save}
      </Button>
    </section>
  );
}

function sidesOf(conflict: Conflict) {
  return [
    { choice: 'kept' as const, value: conflict.kept, by: conflict.keptBy, at: conflict.keptAt },
    { choice: 'lost' as const, value: conflict.lost, by: conflict.lostBy, at: conflict.lostAt },
  ];
}

function isTyped(field: Field): boolean {
  return field.type === 'number' || field.type === 'text';
}

function instant(at: number): string {
  return `${timeOf(at)} ${formatDayShort(dayOf(at))}`;
}
