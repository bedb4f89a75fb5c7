import { useDeferredValue, useMemo, useState } from 'react';
import { compareYears, type Comparison } from '../../domain/comparison.ts';
import { findIndicator } from '../../domain/indicator.ts';
import { indicators } from '../../domain/kinds/indicators.ts';
import { reportingYearOf } from '../../domain/period.ts';
import { dayOf, foldForSearch } from '../../domain/text.ts';
import { unitSearchText } from '../../domain/unit.ts';
import type { UnitRow } from '../../localdb/rows.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { unitMessages } from '../messages/vi.units.ts';
import { useDevice } from '../state/device.tsx';
import { Empty } from '../ui/empty.tsx';
import { Screen } from '../ui/screen.tsx';
import { FigureTable, type FigureRow } from './figure-table.tsx';
import { PlanFailure } from './plan-failure.tsx';
import style from './plan.module.css';
import { useFigures } from './use-figures.ts';
import { useUnits } from './use-plans.ts';

const { comparison: words } = planMessages;

/** The plan that the province began with. */
const firstYear = 2024;
/** What an entry that names a task adds is that task's alone. */
const compared = indicators.filter((indicator) => indicator.kinds !== 'named');

/** Two years beside each other by the units of today, whatever the units were then. */
export function CompareUnits() {
  const { now } = useDevice();
  const thisYear = reportingYearOf(dayOf(now()));
  const [indicator, setIndicator] = useState(askedFor);
  const [years, setYears] = useState<[number, number]>([thisYear - 1, thisYear]);
  const { figures, failure, reload } = useFigures(indicator, years);
  const units = useUnits();
  const comparison = useMemo(
    () => (figures && units ? compareYears(figures.years, [...units.values()], figures.today) : null),
    [figures, units],
  );
  const offered = Array.from({ length: thisYear - firstYear + 1 }, (_, place) => thisYear - place);
  return (
    <Screen title={words.title} back="/plan" wide>
      <div className={style.row}>
        <label className={style.field}>
          <span>{planMessages.indicator}</span>
          <select value={indicator} onChange={(event) => setIndicator(event.currentTarget.value)}>
            {compared.map(({ id, label, unit }) => (
              <option key={id} value={id}>
                {label} ({unit})
              </option>
            ))}
          </select>
        </label>
        <YearChoice label={words.before} year={years[0]} offered={offered} onChoose={(year) => setYears([year, years[1]])} />
        <YearChoice label={words.after} year={years[1]} offered={offered} onChoose={(year) => setYears([years[0], year])} />
      </div>
      <div aria-live="polite">
        {failure !== null && <PlanFailure failure={failure} onTryAgain={reload} />}
        {!comparison && failure === null && <p className="quiet">{words.loading}</p>}
        {figures && (
          <p className="quiet">
            {planMessages.asOf(figures.today)}. {words.note}
          </p>
        )}
      </div>
      {comparison && figures && units && (
        <Compared comparison={comparison} years={years} units={[...units.values()]} unit={findIndicator(indicator)?.unit ?? ''} />
      )}
    </Screen>
  );
}

/** The address names the figure of the task that somebody came from. */
function askedFor(): string {
  const asked = new URLSearchParams(window.location.search).get('indicator');
  return compared.find(({ id }) => id === asked)?.id ?? 'broadcastAirings';
}

interface YearChoiceProps {
  label: string;
  year: number;
  offered: readonly number[];
  onChoose: (year: number) => void;
}

function YearChoice({ label, year, offered, onChoose }: YearChoiceProps) {
  return (
    <label className={style.field}>
      <span>{label}</span>
      <select value={year} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
        {offered.map((each) => (
          <option key={each} value={each}>
            {words.year(each)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ComparedProps {
  comparison: Comparison<UnitRow>;
  years: readonly number[];
  units: readonly UnitRow[];
  /** Of measure. */
  unit: string;
}

function Compared({ comparison, years, units, unit }: ComparedProps) {
  const [search, setSearch] = useState('');
  const wanted = foldForSearch(useDeferredValue(search));
  const { whole, partial, unknown, unlisted, totals } = comparison;
  if (totals.every((total) => total === 0)) return <Empty text={words.none} />;
  const found = whole
    .filter((row) => wanted === '' || unitSearchText(row.unit, units).includes(wanted))
    .sort((one, other) => compare(one.unit.name, other.unit.name));
  const sums = (rows: readonly { amounts: number[] }[]): number[] =>
    years.map((_, column) => rows.reduce((total, { amounts }) => total + (amounts[column] ?? 0), 0));
  const parts: FigureRow[] = [
    { key: 'whole', name: words.whole(whole.length), amounts: sums(whole) },
    { key: 'partial', name: words.partial, amounts: sums(partial) },
    { key: 'unknown', name: words.unknown, amounts: sums(unknown) },
    ...(unlisted.some((amount) => amount > 0) ? [{ key: 'unlisted', name: words.unlisted, amounts: unlisted }] : []),
    { key: 'total', name: words.total, amounts: totals, isTotal: true },
  ];
  const table = { years, first: words.columns.unit };
  return (
    <>
      <section className={style.head}>
        <h2>{words.sums(unit)}</h2>
        <FigureTable title={words.sums(unit)} years={years} first={words.columns.part} rows={parts} />
      </section>
      {partial.length > 0 && (
        <section className={style.head}>
          <h2>{words.partial}</h2>
          <p className="quiet">{words.partialNote}</p>
          <FigureTable {...table} title={words.partial} rows={partial.map((row) => asRow(row, [words.among(list(row.among))]))} />
        </section>
      )}
      {unknown.length > 0 && (
        <section className={style.head}>
          <h2>{words.unknown}</h2>
          <p className="quiet">{words.unknownNote}</p>
          <FigureTable {...table} title={words.unknown} rows={unknown.map((row) => asRow(row, []))} />
        </section>
      )}
      <section className={style.head}>
        <h2 aria-live="polite">{wanted === '' ? words.whole(whole.length) : planMessages.unitsFound(found.length)}</h2>
        {whole.length > 5 && (
          <label className={style.field}>
            <span>{planMessages.unitSearch}</span>
            <input
              type="search"
              autoComplete="off"
              placeholder={planMessages.unitSearchHint}
              onChange={(event) => setSearch(event.target.value)}
            />
          </label>
        )}
        {found.length > 0 && (
          <FigureTable
            {...table}
            title={words.whole(found.length)}
            rows={found.map((row) =>
              asRow(row, [
                ...(row.of.length > 0 ? [words.of(list(row.of))] : []),
                ...(row.apart.length > 0 ? [words.apart(list(row.apart))] : []),
              ]),
            )}
          />
        )}
      </section>
    </>
  );
}

const { compare } = new Intl.Collator('vi');

function asRow({ unit, amounts }: { unit: UnitRow; amounts: number[] }, notes: string[]): FigureRow {
  return { key: unit.key, name: named(unit), amounts, notes };
}

/** What has ended is told from what took its name over. */
function named(unit: UnitRow): string {
  return unit.validTo === null ? unit.name : `${unit.name} (${unitMessages.until(unit.validTo)})`;
}

function list(units: readonly UnitRow[]): string {
  return units.map(named).join(', ');
}
