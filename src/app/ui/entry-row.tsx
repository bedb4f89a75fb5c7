import type { ReactNode } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { textOf } from '../../domain/kinds/field.ts';
import { kindHead } from '../../domain/kinds/index.ts';
import { formatNumber } from '../../domain/text.ts';
import style from './entry-row.module.css';
import { followLink } from './follow-link.ts';
import { ClipboardList, KindIcon } from './icon.tsx';

type RowFacts = Pick<Entry, 'id' | 'kind' | 'values'>;

/** An entry in a list: what it is, its one figure, and its chip. Derived from the head of its kind. */
export function EntryRow({
  entry,
  title = titleOf(entry),
  chip,
  note,
  href,
}: {
  entry: RowFacts;
  title?: string;
  chip: ReactNode;
  note?: string | undefined;
  href?: string;
}) {
  const head = kindHead(entry.kind);
  const facts = [head?.label ?? entry.kind, figureOf(entry), note].filter(Boolean);
  return (
    <a href={href ?? `/e/${entry.id}`} className={style.row} onClick={followLink}>
      <span className={style.icon}>{head ? <KindIcon icon={head.icon} /> : <ClipboardList />}</span>
      <span className={style.text}>
        <span className={style.title}>{title}</span>
        <span className={style.facts}>{facts.join(' · ')}</span>
      </span>
      <span className={style.chip}>{chip}</span>
    </a>
  );
}

export function titleOf(entry: Omit<RowFacts, 'id'>): string {
  return textOf(entry.values, 'title') ?? kindHead(entry.kind)?.label ?? entry.kind;
}

function figureOf(entry: RowFacts): string | undefined {
  const figure = kindHead(entry.kind)?.figure;
  const value = figure && entry.values[figure.field];
  return typeof value === 'number' ? `${formatNumber(value)}\u00A0${figure?.unit.replaceAll(' ', '\u00A0')}` : undefined;
}
