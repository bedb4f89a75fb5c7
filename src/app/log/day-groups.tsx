import { memo, useMemo, type ReactNode } from 'react';
import { formatDayLong, type Day } from '../../domain/text.ts';
import { blocksOf, type DayBlock } from './day-blocks.ts';
import type { KeptPlace } from './kept-place.ts';
import style from './log.module.css';
import { useShownBlocks } from './use-shown-blocks.ts';

interface Draw<Row> {
  idOf: (row: Row) => string;
  /** The same function from drawing to drawing: a block that stays is not drawn again. */
  draw: (row: Row) => ReactNode;
}

/** Rows that come sorted by day, under a heading for each day. Only those near the screen are drawn. */
export function DayGroups<Row extends object>({
  rows,
  idOf,
  dayOf,
  draw,
  place,
}: Draw<Row> & { rows: readonly Row[]; dayOf: (row: Row) => Day; place?: KeptPlace }) {
  const blocks = useMemo(() => blocksOf(rows, dayOf), [rows, dayOf]);
  const { list, parts } = useShownBlocks(blocks, { idOf, place });
  return (
    <div ref={list}>
      {parts.map((part) =>
        'height' in part ? (
          <div key={part.key} style={{ height: part.height }} />
        ) : (
          <Block key={part.block.key} block={part.block} place={part.place} idOf={idOf} draw={draw} />
        ),
      )}
    </div>
  );
}

const Block = memo(DayRows) as typeof DayRows;

function DayRows<Row>({ block, place, idOf, draw }: Draw<Row> & { block: DayBlock<Row>; place: number }) {
  const { key, day, rows, before, ofDay } = block;
  const isSplit = rows.length < ofDay;
  const goesOn = before + rows.length < ofDay;
  const heading = formatDayLong(day);
  return (
    <section
      data-block={key}
      data-place={place}
      className={`${style.day} ${goesOn ? style.goesOn : ''} ${before > 0 ? style.continued : ''}`}
    >
      {before === 0 && <h3>{heading}</h3>}
      <ul className="list" aria-label={before > 0 ? heading : undefined}>
        {rows.map((row, index) => (
          <li key={idOf(row)} data-row={idOf(row)} {...(isSplit && { 'aria-setsize': ofDay, 'aria-posinset': before + index + 1 })}>
            {draw(row)}
          </li>
        ))}
      </ul>
    </section>
  );
}
