import { useState } from 'react';
import type { FieldValue, Kind } from '../../domain/kinds/field.ts';
import { dayOf, formatDayShort, timeOf } from '../../domain/text.ts';
import { fetchHistory, type HistoryItem } from '../../sync/history.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { Button } from './button.tsx';
import { valueText, type UnitName } from './detail-lines.ts';
import { ClipboardList } from './icon.tsx';
import { decisionOf } from './decision-of.ts';
import style from './history.module.css';

const words = readingMessages.history;

type Shown = { status: 'closed' | 'loading' | 'unreachable' } | { status: 'loaded'; changes: HistoryItem[] };

/** Who changed what, when, on which device, refused changes too: the server's own record, read when asked for. */
export function EntryHistory({ id, kind, unitName }: { id: string; kind: Kind; unitName: UnitName }) {
  const [shown, setShown] = useState<Shown>({ status: 'closed' });
  const load = async (): Promise<void> => {
    setShown({ status: 'loading' });
    const answer = await fetchHistory(id);
    setShown(answer.status === 'loaded' ? answer : { status: 'unreachable' });
  };
  return (
    <section className={`card ${style.history}`} aria-labelledby="history-title">
      <h3 id="history-title">{words.title}</h3>
      {shown.status !== 'loaded' && (
        <Button kind="plain" icon={<ClipboardList />} disabled={shown.status === 'loading'} onClick={() => void load()}>
          {shown.status === 'loading' ? words.loading : words.open}
        </Button>
      )}
      <output>{shown.status === 'unreachable' && words.unreachable}</output>
      {shown.status === 'loaded' && (
        <ol>
          {shown.changes.map((change) => (
            <li key={`${change.at} ${change.device} ${change.type} ${JSON.stringify([change.difference, change.lost])}`}>
              <Deed change={change} />
              <p className="quiet">
                <span className="together">
                  {timeOf(change.at)} {formatDayShort(dayOf(change.at))}
                </span>{' '}
                · {words.device(change.device)}
              </p>
              {change.outcome === 'held' && change.reason && <p>{words.refused(readingMessages.held[change.reason][1] ?? '')}</p>}
              {linesOf(change, kind, unitName).map((line) => (
                <p key={line}>{line}</p>
              ))}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** A decision, and what ends or opens it, in a sentence that says how it went; of any other change, what it was. */
function Deed({ change }: { change: HistoryItem }) {
  const decision = decisionOf(change);
  if (decision !== null)
    return (
      <p>
        <b>{change.by}</b> {decision}
      </p>
    );
  return (
    <p>
      <b>{words.types[change.type] ?? change.type}</b> · {change.by}
    </p>
  );
}

function linesOf(change: HistoryItem, kind: Kind, unitName: UnitName): string[] {
  return [...changedLines(change, kind, unitName), ...lostLines(change, kind, unitName)];
}

/** Before → after; what a first version says is read in the entry itself. */
function changedLines(change: HistoryItem, kind: Kind, unitName: UnitName): string[] {
  if (change.type === 'new') return [];
  return Object.entries(change.difference).flatMap(([name, [before, after]]) => {
    if (name === 'status') return [];
    if (name === 'photos') return [words.photos(countOf(before), countOf(after))];
    if (name === 'attachments') return [words.attachments(countOf(before), countOf(after))];
    if (name === 'unit') return [words.change(words.unit, unitName(String(before)), unitName(String(after)))];
    const { label, text } = reading(name, kind, unitName);
    return [words.change(label, text(before), text(after))];
  });
}

/** What somebody wrote while another did, and was not taken, or not chosen. */
function lostLines({ lost = {} }: HistoryItem, kind: Kind, unitName: UnitName): string[] {
  return Object.entries(lost).map(([name, values]) => {
    const { label, text } = reading(name, kind, unitName);
    return words.lost(label, values.map(text).join('; '));
  });
}

function reading(name: string, kind: Kind, unitName: UnitName): { label: string; text: (value: unknown) => string } {
  const field = kind.fields.find((each) => each.name === name);
  return { label: field?.label ?? name, text: (value) => valueText(field, value as FieldValue | null, unitName) || words.nothing };
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
