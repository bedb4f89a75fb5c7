import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Kind } from '../../domain/kinds/field.ts';
import { kindHead, kindHeads, type KindHead } from '../../domain/kinds/index.ts';
import { dayOf } from '../../domain/text.ts';
import type { ImportRow } from '../../localdb/imports.ts';
import { importMessages as words } from '../messages/vi.import.ts';
import { useDevice } from '../state/device.tsx';
import { unitsToWriteFor } from '../state/own-units.ts';
import { usePersonDocument } from '../state/person.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { KindIcon, Plus } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { Bring } from './bring.tsx';
import { DoneCard } from './done-card.tsx';
import style from './import.module.css';
import { Preview } from './preview.tsx';
import { useContextOf } from './use-context.ts';

/** Rows of a spreadsheet of one kind; without a kind, which one it is. */
export function Import({ kind: id }: { kind?: string | undefined }) {
  const head = kindHead(id ?? '');
  if (id === undefined) return <ChooseKind />;
  if (!head)
    return (
      <Screen title={words.title} back="/import">
        <Empty text={words.unknownKind} />
      </Screen>
    );
  return <ImportOfKind key={id} head={head} />;
}

function ChooseKind() {
  const { db } = useDevice();
  const begun = useLiveQuery(() => db.imports.toArray(), [db]) ?? [];
  const left = new Map(begun.map((sheet) => [sheet.kind, sheet.lines.length]));
  return (
    <Screen title={words.title} back="/log">
      <h2>{words.choose}</h2>
      <ul className="list">
        {kindHeads.map(({ id, icon, label }) => (
          <li key={id}>
            <Link href={`/import/${id}`} className={style.kind}>
              <KindIcon icon={icon} />
              <span>
                {label}
                {(left.get(id) ?? 0) > 0 && <span className="quiet">{words.begun(left.get(id) ?? 0)}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Screen>
  );
}

function ImportOfKind({ head }: { head: KindHead }) {
  const { db, now } = useDevice();
  const person = usePersonDocument();
  const [kind, setKind] = useState<Kind>();
  useEffect(() => void head.load().then(setKind), [head]);
  const sheet = useLiveQuery(async () => (await db.imports.get(head.id)) ?? null, [db, head]);
  const [unit] = unitsToWriteFor(person ?? null, dayOf(now()));
  if (!kind || sheet === undefined || person === undefined)
    return (
      <Screen title={words.titleOf(head.label)} back="/import">
        {null}
      </Screen>
    );
  if (sheet && sheet.lines.length > 0) return <PreviewInContext kind={kind} label={head.label} sheet={sheet} />;
  return (
    <Screen title={words.titleOf(head.label)} back="/import">
      {sheet?.done ? (
        <>
          <p>{words.finished}</p>
          <DoneCard sheet={sheet} done={sheet.done} />
          <Button kind="primary" big icon={<Plus />} onClick={() => void db.imports.delete(head.id)}>
            {words.another}
          </Button>
        </>
      ) : unit ? (
        <Bring kind={kind} unit={unit.key} />
      ) : (
        <Empty text={words.noUnit} />
      )}
    </Screen>
  );
}

function PreviewInContext({ kind, label, sheet }: { kind: Kind; label: string; sheet: ImportRow }) {
  const context = useContextOf(kind, sheet.unit);
  if (!context)
    return (
      <Screen title={words.titleOf(label)} back="/import">
        {null}
      </Screen>
    );
  return <Preview kind={kind} label={label} sheet={sheet} context={context} />;
}
