import { Link } from 'wouter';
import { kindHead } from '../../domain/kinds/index.ts';
import { numberOf, textOf } from '../../domain/kinds/field.ts';
import { reasonOf, type Schedule, type ScheduleException, type ScheduleLine } from '../../domain/schedule.ts';
import { type Day, dayOf, formatNumber } from '../../domain/text.ts';
import { type KnownSchedule, sayExceptions, settleSchedule } from '../../localdb/schedules.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { useDevice } from '../state/device.tsx';
import { usePersonDocument } from '../state/person.tsx';
import { showToast } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { CalendarDays, ChevronRight, Plus } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import style from './schedule.module.css';
import { useMinute, useSchedules } from './use-schedules.ts';
import { weekdayName, weekdayOrder } from './weekdays.ts';

const { screen: words } = scheduleMessages;

/** What the person's units air every week, and the days on which they do not. */
export function ScheduleScreen() {
  const now = useMinute();
  const today = dayOf(now);
  const schedules = useSchedules({ from: today, to: today }, now);
  const person = usePersonDocument();
  const own = new Set(person?.grants.filter((grant) => grant.role === 'reporter').map((grant) => grant.unit));
  const units = person?.units.filter((unit) => own.has(unit.key)) ?? [];

  return (
    <Screen title={words.title} back="/">
      {person && units.length === 0 && <Empty text={words.noUnit} />}
      {schedules &&
        units.map((unit) => {
          const found = schedules.find(({ known }) => known.unit === unit.key);
          return (
            <section key={unit.key} className={style.unit}>
              {units.length > 1 && <h2>{unit.name}</h2>}
              {found ? <UnitSchedule known={found.known} today={today} /> : <NoLines unit={unit.key} />}
            </section>
          );
        })}
    </Screen>
  );
}

function NoLines({ unit }: { unit: string }) {
  return (
    <Empty text={words.none}>
      <LinkButton href={`/schedule/new?unit=${encodeURIComponent(unit)}`} kind="primary" big icon={<Plus />}>
        {words.create}
      </LinkButton>
    </Empty>
  );
}

function UnitSchedule({ known, today }: { known: KnownSchedule; today: Day }) {
  const { schedule } = known;
  const lines = schedule.lines
    .filter((line) => line.to === null || line.to >= today)
    .sort((one, other) => one.time.localeCompare(other.time) || one.from.localeCompare(other.from));
  if (lines.length === 0) return <NoLines unit={known.unit} />;
  return (
    <>
      <EditState known={known} />
      <p className="quiet">{words.lines(lines.length)}</p>
      <ul className="list">
        {lines.map((line) => (
          <li key={line.id}>
            <Link href={`/schedule/line/${encodeURIComponent(line.id)}?unit=${encodeURIComponent(known.unit)}`} className={style.line}>
              <b className={style.time}>{line.time}</b>
              <span className={style.lineWords}>
                <span className={style.title}>{textOf(line.values, 'title')}</span>
                <span className="quiet">{lineFacts(line, schedule.kind, today)}</span>
              </span>
              <ChevronRight />
            </Link>
          </li>
        ))}
      </ul>
      <div className={style.others}>
        <LinkButton href={`/schedule/new?unit=${encodeURIComponent(known.unit)}`} kind="plain" icon={<Plus />}>
          {words.add}
        </LinkButton>
        <LinkButton href="/schedule/week" kind="plain" icon={<CalendarDays />}>
          {scheduleMessages.week}
        </LinkButton>
      </div>
      <Holidays schedule={schedule} today={today} />
    </>
  );
}

/** Where this device's version stands, as long as the server has not taken it. */
function EditState({ known }: { known: KnownSchedule }) {
  const { db, runner } = useDevice();
  const state = known.edit?.state;
  if (!state) return null;
  const settle = async (choice: 'mine' | 'theirs'): Promise<void> => {
    await settleSchedule(db, known.unit, choice);
    runner.workAdded();
  };
  return (
    <div className={`card ${state === 'waiting' ? style.waiting : style.trouble}`}>
      <p>{words[state]}</p>
      {state !== 'waiting' && (
        <div className={style.others}>
          <Button kind="plain" onClick={() => void settle('mine')}>
            {words.mine} ({words.lines(known.schedule.lines.length)})
          </Button>
          <Button kind="plain" onClick={() => void settle('theirs')}>
            {state === 'outdated' ? words.theirs : words.before} ({words.lines(known.stored?.schedule.lines.length ?? 0)})
          </Button>
        </div>
      )}
    </div>
  );
}

function Holidays({ schedule, today }: { schedule: Schedule; today: Day }) {
  const { db, runner } = useDevice();
  const coming = schedule.exceptions.filter((each) => each.to >= today).sort((one, other) => one.from.localeCompare(other.from));
  const restore = async (exception: ScheduleException): Promise<void> => {
    await sayExceptions(db, schedule, { added: [], removed: [exception.id] });
    runner.workAdded();
    showToast({ text: words.restored });
  };
  return (
    <section className={style.unit}>
      <h2>{words.holidays}</h2>
      {coming.length === 0 && <p className="quiet">{words.noHolidays}</p>}
      <ul className={coming.length > 0 ? 'list' : ''}>
        {coming.map((exception) => {
          const line = schedule.lines.find((each) => each.id === exception.line);
          return (
            <li key={exception.id} className={style.holiday}>
              <span className={style.lineWords}>
                <b className="together">{words.span(exception.from, exception.to)}</b>
                <span className="quiet">
                  {exception.instead
                    ? words.instead(exception.instead.time, line?.time)
                    : `${words.leftOut(scheduleMessages.leftOut(reasonOf(exception)))} · ${line ? line.time : words.allLines}`}
                </span>
              </span>
              <Button kind="plain" onClick={() => void restore(exception)}>
                {words.restore}
              </Button>
            </li>
          );
        })}
      </ul>
      <LinkButton href={`/schedule/holiday?unit=${encodeURIComponent(schedule.unit)}`} kind="plain" icon={<Plus />}>
        {words.addHoliday}
      </LinkButton>
    </section>
  );
}

function lineFacts(line: ScheduleLine, kind: string, today: Day): string {
  const head = kindHead(kind);
  const amount = head?.figure ? numberOf(line.values, head.figure.field) : undefined;
  const figure = head?.figure && amount !== undefined ? `${formatNumber(amount)}\u00A0${head.figure.unit}` : '';
  const weekdays =
    line.weekdays.length === 7
      ? words.everyDay
      : weekdayOrder
          .filter((day) => line.weekdays.includes(day))
          .map(weekdayName)
          .join(', ');
  return [weekdays, figure, line.from > today ? words.from(line.from) : '', line.to === null ? '' : words.to(line.to)]
    .filter(Boolean)
    .join(' · ');
}
