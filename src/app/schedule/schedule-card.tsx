import { useRef, useState } from 'react';
import { kindHead, kindHeads } from '../../domain/kinds/index.ts';
import { textOf } from '../../domain/kinds/field.ts';
import { askedDays, type SessionStanding } from '../../domain/schedule.ts';
import { dayOf } from '../../domain/text.ts';
import { scheduleMessages as words } from '../messages/vi.schedule.ts';
import { useDevice } from '../state/device.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Ban, CalendarDays, CheckCheck, Clock3, KindIcon } from '../ui/icon.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { logAndTell } from './log-and-tell.ts';
import style from './schedule.module.css';
import { type UnitSchedule, useMinute, useSchedules } from './use-schedules.ts';

/** On the day's screen: what the schedule says was held, logged with one tap. Nothing is logged by itself: a person says so. */
export function ScheduleCard() {
  const now = useMinute();
  const schedules = useSchedules(askedDays(now), now);
  if (!schedules) return null;
  const written = schedules.filter(({ known }) => known.schedule.lines.length > 0);
  if (written.length === 0) return <NoSchedule />;
  return written.map((each) => (
    <UnitCard key={each.known.unit} schedule={each} unit={written.length > 1 ? each.unit.name : null} today={dayOf(now)} />
  ));
}

function NoSchedule() {
  const head = kindHeads.find((each) => each.schedulable);
  return (
    <section className={`card ${style.none}`}>
      <h2>
        {head && <KindIcon icon={head.icon} />}
        {words.card(head?.label ?? '', null)}
      </h2>
      <p>{words.screen.none}</p>
      <LinkButton href="/schedule/new" kind="plain" icon={<CalendarDays />}>
        {words.screen.create}
      </LinkButton>
    </section>
  );
}

function UnitCard({ schedule, unit, today }: { schedule: UnitSchedule; unit: string | null; today: string }) {
  const device = useDevice();
  const busy = useRef(false);
  const [asked, setAsked] = useState<SessionStanding[] | null>(null);
  const head = kindHead(schedule.kind.id);
  const ofToday = schedule.standings.filter(({ day }) => day === today);
  const due = ofToday.filter(({ state }) => state === 'due');
  const missed = schedule.standings.filter(({ day, state }) => day < today && state === 'due');
  const missedDays = [...new Set(missed.map(({ day }) => day))];

  const log = async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    await logAndTell(
      device,
      schedule,
      due.map((session) => ({ session, held: session })),
    );
    busy.current = false;
  };

  return (
    <section className={`card ${style.card} ${due.length > 0 ? style.asks : ''}`}>
      <h2>
        {head && <KindIcon icon={head.icon} />}
        {words.card(head?.label ?? '', unit)}
      </h2>
      {ofToday.length === 0 && <p className="quiet">{words.noneToday}</p>}
      <ul className={style.sessions}>
        {ofToday.map((session) => (
          <li key={`${session.line} ${session.time}`}>
            <SessionLine session={session} minutes={schedule.kind.schedulable?.minutes(session.values) ?? 0} />
          </li>
        ))}
      </ul>
      {due.length > 0 && (
        <Button kind="primary" big icon={<CheckCheck />} onClick={() => void log()}>
          {words.logAll(due.length)}
        </Button>
      )}
      {missed.length > 0 && (
        <Button kind="plain" onClick={() => setAsked(missed)}>
          {words.missed(missedDays.length, missedDays[0] ?? '', missedDays.at(-1) ?? '')}
        </Button>
      )}
      <div className={style.others}>
        {due.length > 0 && (
          <Button kind="plain" onClick={() => setAsked(due)}>
            {words.changed}
          </Button>
        )}
        <LinkButton href="/schedule" kind="plain" icon={<CalendarDays />}>
          {words.open}
        </LinkButton>
        <span className={style.atDesk}>
          <LinkButton href="/schedule/week" kind="plain" icon={<CalendarDays />}>
            {words.week}
          </LinkButton>
        </span>
      </div>
      <ChangeDialog sessions={asked} schedule={schedule} onClose={() => setAsked(null)} />
    </section>
  );
}

/** A tick is only for what was logged: what is still to be said wears a clock. */
function SessionLine({ session, minutes }: { session: SessionStanding; minutes: number }) {
  const { state, leftOut } = session;
  return (
    <span className={state === 'logged' || state === 'leftOut' ? `${style.session} ${style.settled}` : style.session}>
      {state === 'logged' ? <CheckCheck /> : state === 'leftOut' ? <Ban /> : <Clock3 />}
      <span>
        <b>{session.time}</b> · {words.minutes(minutes)}
        {state !== 'due' && (
          <span className={style.state}> · {leftOut !== null && state === 'leftOut' ? words.leftOut(leftOut) : words.states[state]}</span>
        )}
        <span className={style.title}>{textOf(session.values, 'title')}</span>
      </span>
    </span>
  );
}
