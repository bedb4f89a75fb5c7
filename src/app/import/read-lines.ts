import { readCell, type Named, type Offered } from '../../documents/read-cell.ts';
import { withoutHidden } from '../../domain/asked.ts';
import { mayCoOrganise } from '../../domain/co-organisers.ts';
import { readTyped, type TypedValue } from '../../domain/input.ts';
import { textOf, type Field, type FieldValues, type Kind } from '../../domain/kinds/field.ts';
import { occurredOn } from '../../domain/kinds/index.ts';
import { sameValue } from '../../domain/merge.ts';
import { foldForSearch, lowerFirst, type Day } from '../../domain/text.ts';
import { uniqueMarks } from '../../domain/unique.ts';
import type { Unit } from '../../domain/unit.ts';
import type { ImportLine, ImportRow } from '../../localdb/imports.ts';
import { keepIfRight } from '../messages/vi.findings.ts';
import { importMessages as words } from '../messages/vi.import.ts';
import { problemsOf, worstOfEach, type Problem } from '../ui/problems.ts';

/** What lines are read against. */
export interface LineContext {
  kind: Kind;
  today: Day;
  unit: Unit;
  /** Units that the writing unit works for on a day. */
  served: (day: Day) => readonly Unit[];
  /** All that the catalogue knows. */
  units: readonly Unit[];
  tasks: readonly Named[];
  /** What a fresh form starts with: for fields that the sheet has no column for. */
  given: FieldValues;
  /** What the book has already of what there should be once. */
  known: ReadonlySet<string>;
}

export interface LineReading {
  line: ImportLine;
  /** Counted from 1, as people count. */
  number: number;
  values: FieldValues;
  problems: Problem[];
  state: 'ready' | 'doubtful' | 'faulty';
}

/** Every line as the entry that it would be, with all that keeps it from being one. */
export function readLines(sheet: Pick<ImportRow, 'fields' | 'lines'>, context: LineContext): LineReading[] {
  const seen = new Map<string, number>();
  return sheet.lines.map((line, index) => {
    const number = index + 1;
    const { values, problems } = readLine(sheet.fields, line, context);
    const repeated: Problem[] = [];
    for (const [field, mark] of marksOf(context.kind, values)) {
      const twin = seen.get(mark);
      if (twin === undefined) seen.set(mark, number);
      if (twin !== undefined) repeated.push({ field, level: 'doubt', sentence: words.sameInSheet(twin) });
      else if (context.known.has(mark)) repeated.push({ field, level: 'doubt', sentence: inBook(context.kind, field) });
    }
    const all = repeated.length === 0 ? problems : worstOfEach([...problems, ...repeated]);
    const state = all.some((problem) => problem.level !== 'doubt') ? 'faulty' : all.length > 0 ? 'doubtful' : 'ready';
    return { line, number, values, problems: all, state };
  });
}

/** Field → by what two entries are most likely one event: the day and the title, and what only one entry should say. */
export function marksOf(kind: Kind, values: FieldValues): [field: string, mark: string][] {
  const [day, title] = [occurredOn({ kind: kind.id, values }), textOf(values, 'title')];
  const alike: [string, string][] = day === '' || title === undefined ? [] : [['title', `${day} ${foldForSearch(title)}`]];
  return [...alike, ...uniqueMarks(kind, values)];
}

function inBook(kind: Kind, name: string): string {
  const field = kind.fields.find((each) => each.name === name);
  return field?.type === 'text' && field.unique ? words.valueInBook(lowerFirst(field.label)) : words.sameInBook;
}

function readLine(fields: ImportRow['fields'], line: ImportLine, context: LineContext): { values: FieldValues; problems: Problem[] } {
  const { kind, today, unit, tasks, given } = context;
  const matched = new Set(fields);
  const read = (offeredTo: (field: Field) => Offered) => {
    const typed: Record<string, TypedValue> = {};
    const unknown: Problem[] = [];
    fields.forEach((name, column) => {
      const field = kind.fields.find((each) => each.name === name);
      const cell = line.cells[column] ?? '';
      if (!field || cell === '') return;
      const one = readCell(field, cell, offeredTo(field));
      typed[field.name] = one.typed;
      if (one.unknown.length > 0)
        unknown.push({
          field: field.name,
          level: 'refused',
          sentence: words.notOffered(one.unknown.join('; '), lowerFirst(field.label)),
        });
    });
    return { ...readTyped(kind.fields, typed, today), unknown };
  };
  // Whom a centre serves depends on the day, which is read first.
  const day = kind.period(read(() => ({ units: [], tasks })).values).occurredOn;
  const served = day === undefined ? [] : context.served(day);
  const others = context.units.filter((each) => mayCoOrganise(each, { unit: unit.key, day: day ?? today }));
  const {
    values: typed,
    findings,
    unknown,
  } = read((field) => ({ units: field.type === 'units' && field.offered === 'others' ? others : served, tasks }));
  const filled = withGiven(kind, typed, Object.fromEntries(Object.entries(given).filter(([field]) => !matched.has(field))), matched);
  const keys = served.map((each) => each.key);
  const values = withoutHidden(kind, filled, { served: keys });
  const problems = problemsOf(kind, { values, unreadable: findings }, { today, photoCount: kind.minimumPhotos, served: keys, unit });
  // An unknown name left its field empty: that it is unknown says more than that it is missing.
  return { values, problems: worstOfEach([...unknown, ...problems.map(withoutButton)]) };
}

/** Of a form's question that is answered by a button, and here by leaving the cell alone. */
function withoutButton(problem: Problem): Problem {
  return { ...problem, sentence: problem.sentence.replace(keepIfRight, words.keepIfRight) };
}

/**
 * A fresh form's beginnings, and what follows from what was read, only where the sheet has no column. What follows from a
 * cell goes before what a form begins with, as it does in the form once somebody types.
 */
function withGiven(kind: Kind, typed: FieldValues, given: FieldValues, matched: ReadonlySet<string | null>): FieldValues {
  const derive = (values: FieldValues): FieldValues => kind.derive?.(values) ?? {};
  const [fromNothing, fromCells] = [derive({}), derive(typed)];
  const overruled = (field: string): boolean => !sameValue(fromCells[field] ?? null, fromNothing[field] ?? null);
  const begun = Object.fromEntries(Object.entries(given).filter(([field]) => !overruled(field)));
  const together = { ...begun, ...typed };
  const follows = Object.entries(derive(together)).filter(([field]) => !matched.has(field) && !(field in begun));
  return { ...Object.fromEntries(follows), ...together };
}
