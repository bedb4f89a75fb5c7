import { useRef, useState } from 'react';
import { type Contender, contendersFor } from '../../domain/contenders.ts';
import type { Entry } from '../../domain/entry.ts';
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

type Choice = Pick<Contender, 'value'> | 'other';

interface Question {
  field: string;
  contenders: Contender[];
  /** Of what there is to choose from: an answer that was given before another value came is no answer to it. */
  key: string;
}

/** Fields that people wrote differently: one tap each, nothing chosen beforehand; the rest of the entry was united. */
export function ConflictCards({ entry, kind, unitName }: { entry: Entry; kind: Kind; unitName: UnitName }) {
  const { db, runner, now } = useDevice();
  const person = usePersonDocument();
  const typed = useOnlyHere();
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const others = useRef(new Map<string, HTMLInputElement>());
  const questions = questionsOf(entry);
  const left = questions.filter(({ key }) => !choices.has(key)).length;
  if (questions.length === 0 || !mayDo('resolve', entry, person)) return null;

  const save = async (): Promise<void> => {
    const picks = new Map<string, FieldValue | null>();
    for (const question of questions) {
      const choice = choices.get(question.key);
      const field = kind.fields.find((each) => each.name === question.field);
      if (choice === 'other' && field) {
        const text = others.current.get(field.name)?.value ?? '';
        const { values, findings } = readTyped([field], { [field.name]: text }, dayOf(now()));
        const value = values[field.name];
        if (findings.length > 0 || value === undefined) {
          setUnreadable(field.name);
          others.current.get(field.name)?.focus();
          return;
        }
        picks.set(field.name, value);
      } else if (choice && choice !== 'other') {
        picks.set(question.field, choice.value);
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
        {words.title(questions.length)}
      </h3>
      <p>{words.intro}</p>
      {questions.map((question) => {
        const field = kind.fields.find((each) => each.name === question.field);
        const choose = (choice: Choice) => setChoices(new Map(choices).set(question.key, choice));
        return (
          <fieldset key={question.key} className={style.field}>
            <legend>{field?.label ?? question.field}</legend>
            {question.contenders.map(({ value, by, at }) => (
              <label key={JSON.stringify(value)} className={style.side}>
                <input type="radio" name={`conflict-${question.field}`} onChange={() => choose({ value })} />
                <b>{valueText(field, value, unitName) || words.empty}</b>
                <span className="quiet">{words.by(by, at === undefined ? '' : instant(at))}</span>
              </label>
            ))}
            {field && isTyped(field) && (
              <>
                <label className={style.side}>
                  <input type="radio" name={`conflict-${question.field}`} onChange={() => choose('other')} />
                  <span>{field.type === 'number' ? words.otherNumber : words.otherText}</span>
                </label>
                {choices.get(question.key) === 'other' && (
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
        {left > 0 && words.left(left)}
      </p>
      <Button kind="primary" big icon={<Check />} disabled={left > 0} onClick={() => void save()}>
        {words.save}
      </Button>
    </section>
  );
}

function questionsOf(entry: Entry): Question[] {
  return [...new Set(entry.conflicts.map(({ field }) => field))].map((field) => {
    const contenders = contendersFor(entry, field);
    return { field, contenders, key: JSON.stringify([field, ...contenders.map(({ value }) => value)]) };
  });
}

function isTyped(field: Field): boolean {
  return field.type === 'number' || field.type === 'text';
}

function instant(at: number): string {
  return `${timeOf(at)} ${formatDayShort(dayOf(at))}`;
}
