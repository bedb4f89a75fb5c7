import { useMemo, useState, type ReactNode } from 'react';
import { writeTyped } from '../../domain/input.ts';
import type { FieldValue, Kind } from '../../domain/kinds/field.ts';
import { sameValue } from '../../domain/merge.ts';
import { changeSheet, takeLines, untakeLines, type ImportRow } from '../../localdb/imports.ts';
import { readNames } from '../../localdb/names.ts';
import { importMessages as words } from '../messages/vi.import.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { showToast } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { AskedLine } from './asked-line.tsx';
import { ColumnMatching } from './column-matching.tsx';
import { Discard } from './discard.tsx';
import { DoneCard } from './done-card.tsx';
import style from './import.module.css';
import { ReadyLines } from './ready-lines.tsx';
import { readLines, type LineContext, type LineReading } from './read-lines.ts';
import { UnitChoice } from './unit-choice.tsx';

const pageSize = 30;

/** The lines before they are entries: how they were read, what is to be mended, and the one button that writes. */
export function Preview({ kind, label, sheet, context }: { kind: Kind; label: string; sheet: ImportRow; context: LineContext }) {
  const { db, runner, now } = useDevice();
  const [isTaking, setTaking] = useState(false);
  const [isFull, setFull] = useState(false);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState(pageSize);
  const names = useLiveQuery(() => readNames(db), [db]);
  const readings = useMemo(() => readLines(sheet, context), [sheet, context]);
  const takable = readings.filter((reading) => reading.state !== 'faulty');
  // A line that was just mended stays where it is, or the next one would jump under the finger.
  const asked = readings.filter((reading) => reading.state === 'faulty' || touched.has(reading.line.id));
  const doubtful = readings.filter((reading) => reading.state === 'doubtful' && !touched.has(reading.line.id));
  const isGiven = (value: FieldValue | undefined, field: string): boolean =>
    value !== undefined && sameValue(value, context.given[field] ?? null);
  const given = kind.fields.filter(
    ({ name }) => !sheet.fields.includes(name) && readings.some(({ values }) => isGiven(values[name], name)),
  );

  const change = (make: (stored: ImportRow) => Partial<ImportRow>): void => void changeSheet(db, sheet.kind, make);
  const mend = (id: string, field: string, text: string): void => {
    setTouched(new Set(touched).add(id));
    change((stored) => {
      const place = stored.fields.indexOf(field);
      // A field that the sheet had no column for gets one.
      const column = place === -1 ? stored.fields.length : place;
      const added = place === -1 ? { header: [...stored.header, labelOf(kind, field)], fields: [...stored.fields, field] } : {};
      const lines = stored.lines.map((line) => (line.id === id ? { ...line, cells: withCell(line.cells, column, text) } : line));
      return { ...added, lines };
    });
  };
  const leaveOut = ({ line, number }: LineReading): void => {
    change((stored) => ({ lines: stored.lines.filter((each) => each.id !== line.id) }));
    const putBack = (): void => change((stored) => ({ lines: [...stored.lines, line] }));
    showToast({ text: words.leftOut(number), action: { label: words.undo, run: putBack } });
  };
  const take = async (): Promise<void> => {
    setTaking(true);
    const wanted = takable.map(({ line, values }) =>
      kind.minimumPhotos > 0 ? { id: line.id, typed: writeTyped(kind.fields, values) } : { id: line.id, values },
    );
    try {
      const count = await takeLines(db, sheet.kind, wanted, now());
      runner.workAdded();
      setFull(false);
      const untake = async (): Promise<void> => {
        await untakeLines(db, sheet.kind, now());
        runner.workAdded();
        showToast({ text: words.untaken });
      };
      showToast({ text: words.taken(count, kind.minimumPhotos > 0), action: { label: words.undo, run: () => void untake() } });
    } catch {
      // Nothing of it was written: the lines are where they were.
      setFull(true);
    } finally {
      setTaking(false);
    }
  };

  const lineOf = (reading: LineReading) => (
    <AskedLine
      key={reading.line.id}
      kind={kind}
      fields={sheet.fields}
      reading={reading}
      isMended={touched.has(reading.line.id)}
      onMend={(field, text) => mend(reading.line.id, field, text)}
      onLeaveOut={() => leaveOut(reading)}
    />
  );
  return (
    <Screen
      title={words.titleOf(label)}
      back="/import"
      wide
      footer={
        <Button kind="primary" big icon={<Check />} disabled={isTaking || takable.length === 0} onClick={() => void take()}>
          {isTaking ? words.taking : words.take(takable.length)}
        </Button>
      }
    >
      {sheet.done && <DoneCard sheet={sheet} done={sheet.done} />}
      <section className={`card ${style.summary}`} aria-label={words.titleOf(label)}>
        <p className={style.count} aria-live="polite">
          {words.summary(takable.length, readings.length - takable.length)}
        </p>
        {kind.minimumPhotos > 0 && <p>{words.photos(kind.minimumPhotos)}</p>}
        {doubtful.length > 0 && <p>{words.doubts(doubtful.length)}</p>}
        {given.length > 0 && <p className="quiet">{words.given(given.map((field) => field.label).join(', '))}</p>}
        {isFull && (
          <p role="alert" className={style.problem}>
            {words.full}
          </p>
        )}
      </section>
      <UnitChoice chosen={sheet.unit} onChoose={(unit) => change(() => ({ unit }))} />
      <ColumnMatching kind={kind} sheet={sheet} given={context.given} onMatch={(fields) => change(() => ({ fields }))} />
      {asked.length > 0 && <Lines title={words.mend}>{asked.slice(0, shown).map(lineOf)}</Lines>}
      {doubtful.length > 0 && <Lines title={words.doubtful}>{doubtful.slice(0, shown).map(lineOf)}</Lines>}
      {Math.max(asked.length, doubtful.length) > shown && (
        <Button kind="plain" onClick={() => setShown(shown + pageSize)}>
          {words.more}
        </Button>
      )}
      {takable.length > 0 && <ReadyLines kind={kind} readings={takable} nameOf={(key) => names?.get(key) ?? key} />}
      <Discard sheet={sheet} />
    </Screen>
  );
}

function Lines({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={style.lines}>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function labelOf(kind: Kind, name: string): string {
  return kind.fields.find((field) => field.name === name)?.label ?? name;
}

function withCell(cells: readonly (string | number)[], column: number, text: string): (string | number)[] {
  return Array.from({ length: Math.max(cells.length, column + 1) }, (_, place) => (place === column ? text : (cells[place] ?? '')));
}
