import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { kindHeads, loadKind } from '../../domain/kinds/index.ts';
import type { Kind } from '../../domain/kinds/field.ts';
import { replaceLine, type Schedule } from '../../domain/schedule.ts';
import { scheduleFaults } from '../../domain/schedule-faults.ts';
import { addDays, type Day, dayOf } from '../../domain/text.ts';
import { servedOn, type Unit } from '../../domain/unit.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import { readPerson } from '../../localdb/meta.ts';
import { dropScheduleDraft, readScheduleDraft, saveScheduleDraft } from '../../localdb/schedule-drafts.ts';
import { readSchedules, rewriteSchedule } from '../../localdb/schedules.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { useDevice } from '../state/device.tsx';
import { registerFlush } from '../state/flush.ts';
import { useLiveQuery } from '../state/use-live-query.ts';
import { markUnsaved, showToast } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Screen } from '../ui/screen.tsx';
import { WrongSentences } from '../ui/wrong-sentences.tsx';
import { Labelled, LineField, Ticks } from './line-fields.tsx';
import { lineFields, readControls, readLine, type TypedLine, writeLine } from './read-line.ts';
import style from './schedule.module.css';
import { weekdayOptions } from './weekdays.ts';

const { form: words, screen } = scheduleMessages;

/** One line of the weekly schedule: written once, then each day is one tap. */
export function LineScreen({ line }: { line: string | null }) {
  const { db, now } = useDevice();
  const search = useSearch();
  const wanted = new URLSearchParams(search).get('unit');
  const opened = useLiveQuery(() => openLine(db, { line, unit: wanted, today: dayOf(now()) }), [db, line, wanted]);
  // What is read again while somebody types must not take the boxes away.
  const [first, setFirst] = useState<Opened | null>(null);
  if (opened && !first) setFirst(opened);
  if (!first)
    return (
      <Screen title={screen.lineTitle} back="/schedule">
        {null}
      </Screen>
    );
  if (first.status !== 'open') {
    return (
      <Screen title={screen.lineTitle} back="/schedule">
        <Empty text={first.status === 'noUnit' ? screen.noUnit : words.noLine} />
      </Screen>
    );
  }
  return <LineForm opened={first} />;
}

type Opened =
  | { status: 'open'; schedule: Schedule; kind: Kind; unit: Unit; line: string | null; typed: TypedLine; isDraft: boolean }
  | { status: 'noUnit' | 'noLine' };

async function openLine(db: LocalDatabase, wanted: { line: string | null; unit: string | null; today: Day }): Promise<Opened> {
  const [person, schedules] = await Promise.all([readPerson(db), readSchedules(db)]);
  const own = person?.grants.filter((grant) => grant.role === 'reporter').map((grant) => grant.unit) ?? [];
  const key = own.find((each) => each === wanted.unit) ?? own[0];
  const unit = person?.units.find((each) => each.key === key);
  const kindId = schedules.find((each) => each.unit === key)?.schedule.kind ?? kindHeads.find((head) => head.schedulable)?.id ?? '';
  const kind = await loadKind(kindId);
  if (!person || !unit || !kind) return { status: 'noUnit' };
  const schedule = schedules.find((each) => each.unit === key)?.schedule ?? { unit: unit.key, kind: kindId, lines: [], exceptions: [] };
  const before = schedule.lines.find((each) => each.id === wanted.line);
  if (wanted.line !== null && !before) return { status: 'noLine' };
  const draft = await readScheduleDraft(db, { unit: unit.key, line: wanted.line });
  const preset = person.presets.find((each) => each.unit === unit.key && each.kind === kindId)?.values ?? {};
  // Another hour of the same station is the same in all but what is aired.
  const { title: _title, ...like } = schedule.lines.at(-1)?.values ?? {};
  const typed = before
    ? writeLine(kind, { ...before, from: before.from > wanted.today ? before.from : wanted.today })
    : writeLine(kind, { weekdays: [1, 2, 3, 4, 5, 6], time: '', from: wanted.today, to: null, values: { ...preset, ...like } });
  return { status: 'open', schedule, kind, unit, line: wanted.line, typed: draft?.typed ?? typed, isDraft: draft !== null };
}

/** Less than the second that a killed page may lose. */
const pause = 600;
const pauseAfterFailure = 5000;

function LineForm({ opened }: { opened: Extract<Opened, { status: 'open' }> }) {
  const { kind, unit, line, typed, schedule } = opened;
  const { db, now, runner } = useDevice();
  const [, navigate] = useLocation();
  const [wrong, setWrong] = useState<string[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<number | undefined>(undefined);
  const place = { unit: unit.key, line };

  const writeDraft = async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    if (timer.current === undefined || !form.current) return true;
    timer.current = undefined;
    try {
      await saveScheduleDraft(db, { unit: unit.key, line, typed: readControls(form.current) });
      return true;
    } catch {
      // What is typed is in the boxes only: it is tried again.
      timer.current ??= window.setTimeout(() => void writeDraft(), pauseAfterFailure);
      return false;
    }
  };
  const flushDraft = useEffectEvent(writeDraft);

  useEffect(() => {
    const flush = (): void => void flushDraft();
    const unregister = registerFlush(() => flushDraft());
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
      unregister();
      markUnsaved(false);
    };
  }, []);

  const changed = (): void => {
    markUnsaved(true);
    timer.current ??= window.setTimeout(() => void writeDraft(), pause);
  };
  const finish = async (change: (schedule: Schedule) => Schedule, said: string): Promise<void> => {
    window.clearTimeout(timer.current);
    timer.current = undefined;
    await rewriteSchedule(db, schedule, change);
    await dropScheduleDraft(db, place);
    runner.workAdded();
    showToast({ text: said });
    navigate('/schedule');
  };
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const today = dayOf(now());
    const read = readLine(kind, readControls(event.currentTarget), today);
    const id = line ?? newIdentifier(now());
    const later = newIdentifier(now());
    const change = (before: Schedule): Schedule => replaceLine(before, { id, ...read.line }, { from: read.line.from, newId: () => later });
    const faults = scheduleFaults(change(schedule), kind, (day) => servedOn(unit, day)).filter((fault) => ofLine(fault.line, [id, later]));
    const labelOf = (name: string | undefined): string | undefined => kind.fields.find((field) => field.name === name)?.label;
    const sentences = read.sentences.length > 0 ? read.sentences : faults.map((fault) => words.fault(fault.reason, labelOf(fault.field)));
    if (sentences.length === 0) return finish(change, words.saved);
    setWrong(sentences);
    window.scrollTo({ top: 0 });
  };
  const end = (): Promise<void> => finish((before) => withoutLine(before, line, dayOf(now())), words.ended);

  return (
    <Screen
      title={screen.lineTitle}
      back="/schedule"
      failed={wrong.length > 0}
      footer={
        <Button kind="primary" big type="submit" form="line-form">
          {words.save}
        </Button>
      }
    >
      <WrongSentences title={words.wrong} sentences={wrong} />
      {opened.isDraft && <p className="quiet">{words.draft}</p>}
      <form ref={form} id="line-form" className={style.form} onSubmit={(event) => void save(event)} onInput={changed} noValidate>
        <Ticks short legend={words.weekdays} name="weekdays" options={weekdayOptions} ticked={typed['weekdays'] ?? []} />
        <Labelled label={words.time} hint={words.timeHint}>
          <input name="time" defaultValue={typed['time']?.[0]} autoComplete="off" inputMode="text" />
        </Labelled>
        {lineFields(kind).map((field) => (
          <LineField key={field.name} field={field} typed={typed} />
        ))}
        <div className={style.row}>
          <Labelled label={words.from} hint={words.dayHint}>
            <input name="from" defaultValue={typed['from']?.[0]} autoComplete="off" inputMode="numeric" />
          </Labelled>
          <Labelled label={words.to} hint={words.toHint}>
            <input name="to" defaultValue={typed['to']?.[0]} autoComplete="off" inputMode="numeric" />
          </Labelled>
        </div>
      </form>
      {line !== null && (
        <Button kind="danger" onClick={() => void end()}>
          {words.end}
        </Button>
      )}
    </Screen>
  );
}

function ofLine(line: string | null, ids: readonly string[]): boolean {
  return line === null || ids.includes(line);
}

/** What was aired until yesterday stays in the schedule. */
function withoutLine(schedule: Schedule, line: string | null, today: Day): Schedule {
  const lines = schedule.lines.flatMap((each) => {
    if (each.id !== line) return [each];
    return each.from < today ? [{ ...each, to: addDays(today, -1) }] : [];
  });
  return { ...schedule, lines };
}
