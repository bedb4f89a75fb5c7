import { dayOf } from '../../domain/text.ts';
import { stateMessages as words } from '../messages/vi.states.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { EntryRow } from '../ui/entry-row.tsx';
import { Fold } from '../ui/fold.tsx';
import { countStates } from './count-states.ts';
import style from './log.module.css';
import { readEntries } from './use-book.ts';
import { useKind } from './use-kind.ts';

/** Of what the book shows of one kind: how it stands today, and what somebody is late with, to be opened from here. */
export function StateFigures({ kind: id, rows }: { kind: string; rows: readonly { id: string }[] }) {
  const { db, now } = useDevice();
  const kind = useKind(id);
  const hasStates = kind?.states !== undefined;
  const entries = useLiveQuery(
    () =>
      hasStates
        ? readEntries(
            db,
            rows.map((row) => row.id),
          )
        : [],
    [db, rows, hasStates],
  );
  if (!kind || !entries || entries.length === 0) return null;
  const counts = countStates(kind, entries, dayOf(now()));
  const late = counts.filter(({ state, entries: standing }) => state.isLate && standing.length > 0);
  return (
    <section className={style.day}>
      <p className="quiet figures">
        {words.counts(counts.map(({ state, entries: standing }) => ({ label: state.label, count: standing.length })))}
      </p>
      {late.map(({ state, entries: standing }) => (
        <Fold key={state.id} title={words.late(state.label, standing.length)} asks={false}>
          <ul className="list">
            {standing.map((entry) => (
              <li key={entry.id}>
                <EntryRow entry={entry} chip={null} />
              </li>
            ))}
          </ul>
        </Fold>
      ))}
    </section>
  );
}
