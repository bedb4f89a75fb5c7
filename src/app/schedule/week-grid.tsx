import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { textOf } from '../../domain/kinds/field.ts';
import type { ExceptionReason, SaidOfSession, SessionStanding } from '../../domain/schedule.ts';
import { addDays, type Day, dayOf, formatDayLong, formatDayShort, weekdayOf } from '../../domain/text.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { useDevice } from '../state/device.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Ban, Check, CheckCheck, ChevronLeft, ChevronRight, Clock3, Pencil, Plus } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { gridAction } from './grid-keys.ts';
import { logAndTell } from './log-and-tell.ts';
import { ReasonKeys } from './reason-keys.tsx';
import { dayReasons } from './reasons.ts';
import style from './schedule.module.css';
import grid from './week-grid.module.css';
import { type UnitSchedule, useMinute, useSchedules } from './use-schedules.ts';
import { weekdayName } from './weekdays.ts';

const { change, grid: words, screen } = scheduleMessages;

/** A week at a desk: a row for each session, a column for each day; ticked by keyboard, logged at once. */
export function WeekGrid({ home }: { home?: { above: ReactNode; below: ReactNode } }) {
  const now = useMinute();
  const [monday, setMonday] = useState(() => mondayOf(dayOf(now)));
  const sunday = addDays(monday, 6);
  const schedules = useSchedules({ from: monday, to: sunday }, now);
  const written = schedules?.filter(({ known }) => known.schedule.lines.length > 0);
  return (
    <Screen title={words.title} {...(!home && { back: '/schedule' })} wide>
      {home?.above}
      <div className={grid.week}>
        <Button kind="plain" icon={<ChevronLeft />} onClick={() => setMonday(addDays(monday, -7))}>
          {words.before}
        </Button>
        <h2 className="together">{words.span(monday, sunday)}</h2>
        <Button kind="plain" icon={<ChevronRight />} onClick={() => setMonday(addDays(monday, 7))}>
          {words.after}
        </Button>
      </div>
      {written?.length === 0 && (
        <Empty text={screen.none}>
          <LinkButton href="/schedule/new" kind="primary" icon={<Plus />}>
            {screen.create}
          </LinkButton>
        </Empty>
      )}
      {written?.map((each) => (
        <UnitGrid key={`${each.known.unit} ${monday}`} schedule={each} monday={monday} withName={written.length > 1} />
      ))}
      {home?.below}
    </Screen>
  );
}

type Mark = 'held' | 'leftOut';

function UnitGrid({ schedule, monday, withName }: { schedule: UnitSchedule; monday: Day; withName: boolean }) {
  const device = useDevice();
  const [, navigate] = useLocation();
  const [marks, setMarks] = useState<ReadonlyMap<string, Mark>>(new Map());
  const [reasons, setReasons] = useState<ReadonlyMap<string, ExceptionReason>>(new Map());
  const [asking, setAsking] = useState(false);
  const [changed, setChanged] = useState<SessionStanding[] | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  const rows = rowsOf(schedule);
  const [place, setPlace] = useState(() => ({ row: 0, column: Math.max(0, days.indexOf(dayOf(device.now()))) }));
  const due = schedule.standings.filter(({ state }) => state === 'due');
  const marked = (mark: Mark): SessionStanding[] => due.filter((session) => marks.get(keyOf(session)) === mark);
  const [held, leftOut] = [marked('held'), marked('leftOut')];
  const unreasoned = leftOut.filter((session) => !reasons.has(keyOf(session)));

  const sessionAt = (row: number, column: number): SessionStanding | undefined =>
    rows[row]?.sessions.find((session) => session.day === days[column]);
  const mark = (session: SessionStanding | undefined, as: Mark): void => {
    if (session?.state !== 'due') return;
    const next = new Map(marks);
    if (next.get(keyOf(session)) === as) next.delete(keyOf(session));
    else next.set(keyOf(session), as);
    setMarks(next);
    // What cut off one session has mostly cut off the next.
    const usual = [...reasons.values()].at(-1);
    if (as === 'leftOut' && usual && !reasons.has(keyOf(session))) setReasons(new Map([...reasons, [keyOf(session), usual]]));
  };
  const here = sessionAt(place.row, place.column);
  const moveTo = (row: number, column: number): void => {
    const next = { row: Math.min(Math.max(row, 0), rows.length - 1), column: Math.min(Math.max(column, 0), 6) };
    setPlace(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus();
  };
  const save = async (): Promise<void> => {
    if (held.length + leftOut.length === 0) return;
    if (unreasoned.length > 0) return setAsking(true);
    const said: SaidOfSession[] = [...held, ...leftOut].map((session) => {
      const reason = marks.get(keyOf(session)) === 'leftOut' ? reasons.get(keyOf(session)) : undefined;
      return reason ? { session, leftOut: reason } : { session, held: session };
    });
    if (await logAndTell(device, schedule, said)) {
      setMarks(new Map());
      setReasons(new Map());
      setAsking(false);
    }
  };
  const press = (event: KeyboardEvent): void => {
    const modified = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
    const action = gridAction({ key: event.key, repeat: event.repeat, isComposing: event.nativeEvent.isComposing, modified });
    if (!action) return;
    event.preventDefault();
    const session = sessionAt(place.row, place.column);
    if (action.type === 'move') moveTo(place.row + action.rows, place.column + action.columns);
    else if (action.type === 'toColumn') moveTo(place.row, action.column);
    else if (action.type === 'enter') void (session?.entry ? navigate(`/e/${session.entry.id}`) : save());
    else mark(session, action.type);
  };

  return (
    <section className={style.unit}>
      {withName && <h2>{schedule.unit.name}</h2>}
      <div className={grid.scroll}>
        <table ref={table} className={grid.table} aria-label={words.table}>
          <thead>
            <tr>
              <th scope="col">{words.time}</th>
              {days.map((day) => (
                <th key={day} scope="col">
                  {weekdayName(weekdayOf(day))} <span className={grid.date}>{formatDayShort(day)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.line}>
                <th scope="row">
                  <b>{row.time}</b> <span className={grid.title}>{row.title}</span>
                </th>
                {days.map((day, column) => {
                  const session = sessionAt(index, column);
                  return (
                    <td key={day}>
                      <Cell
                        session={session}
                        usualTime={row.time}
                        day={day}
                        mark={session && marks.get(keyOf(session))}
                        name={`${index}-${column}`}
                        isPlace={place.row === index && place.column === column}
                        onChoose={() => {
                          setPlace({ row: index, column });
                          if (session?.entry) navigate(`/e/${session.entry.id}`);
                          else mark(session, 'held');
                        }}
                        onFocus={() => setPlace({ row: index, column })}
                        onPress={press}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={`quiet ${grid.keys}`}>{words.hint}</p>
      {leftOut.map((session) => (
        <ReasonKeys
          key={keyOf(session)}
          legend={change.reasonOf(change.session(session.time, session.day))}
          name={`reason ${schedule.known.unit} ${keyOf(session)}`}
          offered={dayReasons}
          chosen={reasons.get(keyOf(session)) ?? null}
          onChoose={(reason) => setReasons(new Map([...reasons, [keyOf(session), reason]]))}
        />
      ))}
      <p role="alert" className={style.missing}>
        {asking && unreasoned.length > 0 && change.reasonMissing}
      </p>
      <div className={grid.actions}>
        <Button kind="primary" big icon={<CheckCheck />} onClick={() => void save()}>
          {words.save(held.length, leftOut.length) || words.nothing}
        </Button>
        {due.length > held.length + leftOut.length && (
          <Button kind="plain" icon={<Check />} onClick={() => setMarks(new Map([...due.map(asHeld), ...marks]))}>
            {words.all(due.length - held.length - leftOut.length)}
          </Button>
        )}
        {here?.state === 'due' && (
          <Button kind="plain" icon={<Pencil />} onClick={() => setChanged([here])}>
            {words.change(change.session(here.time, here.day))}
          </Button>
        )}
      </div>
      <ChangeDialog sessions={changed} schedule={schedule} onClose={() => setChanged(null)} />
    </section>
  );
}

function Cell(props: {
  session: SessionStanding | undefined;
  /** The row's own. */
  usualTime: string;
  day: Day;
  mark: Mark | undefined;
  name: string;
  isPlace: boolean;
  onChoose: () => void;
  onFocus: () => void;
  onPress: (event: KeyboardEvent) => void;
}) {
  const { session, usualTime, day, mark, name, isPlace, onChoose, onFocus, onPress } = props;
  const shared = { 'data-cell': name, tabIndex: isPlace ? 0 : -1, onFocus, onKeyDown: onPress };
  if (!session)
    return (
      <button
        type="button"
        {...shared}
        className={`${grid.cell} ${grid.empty}`}
        aria-label={`${formatDayLong(day)}: –`}
        onClick={onFocus}
      />
    );
  const state = mark === 'held' ? words.marked : mark === 'leftOut' ? words.markedOut : scheduleMessages.states[session.state];
  const label = words.cell({ title: textOf(session.values, 'title') ?? '', time: session.time, day: formatDayLong(day), state });
  return (
    <button
      type="button"
      {...shared}
      className={`${grid.cell} ${grid[mark ?? session.state]}`}
      aria-label={label}
      aria-pressed={session.state === 'due' ? mark !== undefined : undefined}
      onClick={onChoose}
    >
      {mark === 'held' ? <Check /> : mark === 'leftOut' ? <Ban /> : iconOf(session.state)}
      {session.time !== usualTime && <b>{session.time}</b>}
      <span>{mark === 'held' ? words.marked : scheduleMessages.states[mark ?? session.state]}</span>
    </button>
  );
}

function iconOf(state: SessionStanding['state']) {
  return state === 'logged' ? <CheckCheck /> : state === 'leftOut' ? <Ban /> : <Clock3 />;
}

interface Row {
  line: string;
  time: string;
  title: string;
  sessions: SessionStanding[];
}

function rowsOf({ known, standings }: UnitSchedule): Row[] {
  const rows = known.schedule.lines.map(({ id, time, values }): Row => {
    const sessions = standings.filter((session) => session.line === id);
    return { line: id, time, title: textOf(values, 'title') ?? '', sessions };
  });
  return rows.filter(({ sessions }) => sessions.length > 0).sort((one, other) => one.time.localeCompare(other.time));
}

function keyOf(session: SessionStanding): string {
  return `${session.line} ${session.day}`;
}

function asHeld(session: SessionStanding): [string, Mark] {
  return [keyOf(session), 'held'];
}

function mondayOf(day: Day): Day {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}
