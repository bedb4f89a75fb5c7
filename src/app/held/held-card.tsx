import type { Kind } from '../../domain/kinds/field.ts';
import { kindHead } from '../../domain/kinds/index.ts';
import { formatInstant } from '../../domain/text.ts';
import type { HeldChange } from '../../sync/held.ts';
import { heldMessages as words } from '../messages/vi.held.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { LinkButton } from '../ui/button.tsx';
import type { UnitName } from '../ui/detail-lines.ts';
import { Check, KindIcon } from '../ui/icon.tsx';
import style from './held.module.css';
import { labelOf, sentLines } from './sent-lines.ts';

/** One change: of what, whose, when, why it was not taken, what it said, and the way on. */
export function HeldCard({
  change,
  kind,
  whose,
  unitName,
}: {
  change: HeldChange;
  kind: Kind | undefined;
  whose: 'units' | 'own';
  unitName: UnitName;
}) {
  const { entry } = change;
  const head = change.kind === null ? undefined : kindHead(change.kind);
  const [why, whatToDo] = reasonOf(change, kind, whose);
  const [saved, arrived] = [formatInstant(change.madeAt), formatInstant(change.at)];
  const settled = words.state[change.state];
  return (
    <article className={style.held}>
      <h2>
        {head && <KindIcon icon={head.icon} />}
        <span>{change.title || (head?.label ?? words.noTitle)}</span>
      </h2>
      <p className="quiet">{[change.unitName, change.by, readingMessages.history.device(change.device)].filter(Boolean).join(' · ')}</p>
      <p className="quiet">
        {[words.received(arrived), ...(change.madeAt > 0 && saved !== arrived ? [words.saved(saved)] : [])].join(', ')}
      </p>
      <p>
        <b>{readingMessages.history.types[change.type] ?? words.change}</b>
        {change.type === 'new' && entry === null && ` · ${words.first}`}
      </p>
      <p className={style.why}>
        <b>{why}</b> {settled === null && whatToDo}
      </p>
      <Content change={change} kind={kind} unitName={unitName} />
      {change.remark && <p>{words.remark(change.remark)}</p>}
      {settled !== null && (
        <p className={style.settled}>
          <Check size={20} />
          {settled}
        </p>
      )}
      {entry && (
        <div>
          <LinkButton kind="plain" href={`/e/${entry.id}`}>
            {whose === 'units' && change.state === 'open' && change.reason === 'locked' && entry.status === 'approved'
              ? words.openToReopen
              : words.open}
          </LinkButton>
        </div>
      )}
    </article>
  );
}

function Content({ change, kind, unitName }: { change: HeldChange; kind: Kind | undefined; unitName: UnitName }) {
  if (Object.keys(change.sent).length === 0) return null;
  if (!kind) return <p>{words.unknownKind}</p>;
  const lines = sentLines(change, kind, unitName);
  if (lines.length === 0) return null;
  const list = (
    <ul className={style.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  if (lines.length <= shortEnough) return list;
  return (
    <details className={style.content}>
      <summary>{words.content}</summary>
      {list}
    </details>
  );
}

const shortEnough = 4;

function reasonOf(change: HeldChange, kind: Kind | undefined, whose: 'units' | 'own'): readonly string[] {
  // Of what can be read, at least the kind is known or something that it says.
  const isRead = change.kind !== null || change.remark !== null || Object.keys(change.sent).length > 0;
  if (change.reason === 'invalid' && !isRead) return words.unreadable;
  const [why, whatToDo] = whose === 'units' ? words.reasons[change.reason] : readingMessages.held[change.reason].slice(1);
  if (change.reason !== 'invalid' || change.field === null || kind === undefined) return [why ?? '', whatToDo ?? ''];
  return [words.faulty(labelOf(change.field, kind)), whatToDo ?? ''];
}
