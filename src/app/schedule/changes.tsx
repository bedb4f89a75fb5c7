import { type FormEvent, useRef, useState } from 'react';
import type { ExceptionReason, SaidOfSession, SessionStanding } from '../../domain/schedule.ts';
import { dayOf, formatDayLong } from '../../domain/text.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { useDevice } from '../state/device.tsx';
import { useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { CheckCheck } from '../ui/icon.tsx';
import { logAndTell } from './log-and-tell.ts';
import { type Change, linesAtOneHour, readSaid, varyingFields } from './read-said.ts';
import style from './says.module.css';
import { SessionChange } from './session-change.tsx';
import type { UnitSchedule } from './use-schedules.ts';

const { change: words } = scheduleMessages;

/** Sessions of one or more days, all held until somebody says otherwise of one. */
export function Changes(props: { sessions: readonly SessionStanding[]; schedule: UnitSchedule; onDone: () => void }) {
  const { sessions, schedule, onDone } = props;
  const device = useDevice();
  const typedHere = useOnlyHere();
  const busy = useRef(false);
  const [changes, setChanges] = useState<ReadonlyMap<string, Change>>(new Map());
  const [usualReason, setUsualReason] = useState<ExceptionReason | null>(null);
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  const days = [...new Set(sessions.map(({ day }) => day))];
  const heldCount = sessions.filter((session) => changes.get(keyOf(session))?.as !== 'leftOut').length;

  const change = (key: string, said: Change | undefined): void => {
    const next = new Map(changes);
    if (said) next.set(key, said);
    else next.delete(key);
    setChanges(next);
    if (said?.as === 'leftOut' && said.reason !== null) setUsualReason(said.reason);
    setWrong(new Map([...wrong].filter(([each]) => each !== key)));
  };
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy.current) return;
    const read = readAll(event.currentTarget, { sessions, changes, schedule, now: device.now() });
    setWrong(read.wrong);
    if (read.wrong.size > 0) return;
    busy.current = true;
    if (await logAndTell(device, schedule, read.said)) onDone();
    busy.current = false;
  };

  return (
    <form className={style.form} onSubmit={(event) => void save(event)} onInput={typedHere} noValidate>
      <p className="quiet">{words.hint}</p>
      {days.map((day) => (
        <section key={day} className={style.day}>
          <h3>{formatDayLong(day)}</h3>
          {sessions
            .filter((session) => session.day === day)
            .map((session) => (
              <SessionChange
                key={keyOf(session)}
                session={session}
                kind={schedule.kind}
                name={keyOf(session)}
                change={changes.get(keyOf(session))}
                usualReason={usualReason}
                sentence={wrong.get(keyOf(session))}
                onChange={(said) => change(keyOf(session), said)}
              />
            ))}
        </section>
      ))}
      <div className={style.save}>
        <p role="alert" className={style.wrong}>
          {wrong.size > 0 && words.wrong(wrong.size)}
        </p>
        <Button kind="primary" big type="submit" icon={<CheckCheck />}>
          {words.save(heldCount)}
        </Button>
      </div>
    </form>
  );
}

/** What is said of each session, and a sentence for each of which it cannot be taken. */
function readAll(
  form: HTMLFormElement,
  situation: { sessions: readonly SessionStanding[]; changes: ReadonlyMap<string, Change>; schedule: UnitSchedule; now: number },
): { said: SaidOfSession[]; wrong: Map<string, string> } {
  const { sessions, changes, schedule, now } = situation;
  const { kind, unit } = schedule;
  const data = new FormData(form);
  const names = ['time', ...varyingFields(kind).map(({ name }) => name)];
  const said: SaidOfSession[] = [];
  const wrong = new Map<string, string>();
  for (const session of sessions) {
    const key = keyOf(session);
    const typed = Object.fromEntries(
      names.map((name): [string, string] => {
        const value = data.get(`${name} ${key}`);
        return [name, typeof value === 'string' ? value : ''];
      }),
    );
    const read = readSaid(session, changes.get(key), { kind, unit, typed, today: dayOf(now) });
    if ('said' in read) said.push(read.said);
    else wrong.set(key, read.sentence);
  }
  const asked = new Set(sessions.map(keyOf));
  const others = schedule.standings.filter((session) => session.state !== 'leftOut' && !asked.has(keyOf(session)));
  for (const each of linesAtOneHour(said, others)) if ('held' in each) wrong.set(keyOf(each.session), words.sameHour(each.held.time));
  return { said, wrong };
}

function keyOf({ line, day }: Pick<SessionStanding, 'line' | 'day'>): string {
  return `${line} ${day}`;
}
