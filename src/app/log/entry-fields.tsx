import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import type { Entry } from '../../domain/entry.ts';
import type { Kind } from '../../domain/kinds/field.ts';
import { loadKind } from '../../domain/kinds/index.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { detailLines } from '../ui/detail-lines.ts';
import style from './entry.module.css';

/** Every filled field, in the kind's own order and words. */
export function EntryFields({ entry }: { entry: Entry }) {
  const { db } = useDevice();
  const kind = useKind(entry.kind);
  const units = useLiveQuery(async () => new Map((await db.units.toArray()).map((unit) => [unit.key, unit.name])), [db]);
  if (!kind) return null;
  const lines = detailLines(kind, entry.values, (key) => units?.get(key) ?? key);
  return (
    <dl className={`card ${style.fields}`}>
      {lines.map((line) => (
        <div key={line.field}>
          <dt>{line.label}</dt>
          {line.texts.map((text) => (
            <dd key={text}>{text}</dd>
          ))}
        </div>
      ))}
      <div>
        <dt>{readingMessages.entry.author}</dt>
        <dd>{entry.author.name}</dd>
      </div>
    </dl>
  );
}

function useKind(id: string): Kind | undefined {
  const [kind, setKind] = useState<Kind>();
  useEffect(() => {
    void loadKind(id).then(setKind);
  }, [id]);
  return kind;
}
