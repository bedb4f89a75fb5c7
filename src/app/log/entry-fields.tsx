import type { Entry } from '../../domain/entry.ts';
import type { Kind } from '../../domain/kinds/field.ts';
import { dayOf } from '../../domain/text.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { detailLines, type UnitName } from '../ui/detail-lines.ts';
import { LineText } from '../ui/line-text.tsx';
import style from './entry.module.css';

/** Every filled field, in the kind's own order and words. */
export function EntryFields({ entry, kind, unitName }: { entry: Entry; kind: Kind; unitName: UnitName }) {
  const { now } = useDevice();
  const lines = detailLines(kind, entry.values, { today: dayOf(now()), unitName });
  return (
    <dl className={`card ${style.fields}`}>
      {lines.map((line) => (
        <div key={line.field}>
          <dt>{line.label}</dt>
          {line.texts.map((text) => (
            <dd key={text}>
              <LineText text={text} href={line.href} />
            </dd>
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
