import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Entry } from '../../domain/entry.ts';
import { textOf } from '../../domain/kinds/field.ts';
import { kindHead } from '../../domain/kinds/index.ts';
import { formatNumber } from '../../domain/text.ts';
import style from './entry-row.module.css';
import { ClipboardList, KindIcon } from './icon.tsx';

/** An entry in a list: what it is, its one figure, and its chip. Derived from the head of its kind. */
export function EntryRow({ entry, chip, note, href }: { entry: Entry; chip: ReactNode; note?: string | undefined; href?: string }) {
  const head = kindHead(entry.kind);
  const facts = [head?.label ?? entry.kind, figureOf(entry), note].filter(Boolean);
  return (
    <Link href={href ?? `/e/${entry.id}`} className={style.row}>
      <span className={style.icon}>{head ? <KindIcon icon={head.icon} /> : <ClipboardList />}</span>
      <span className={style.text}>
        <span className={style.title}>{titleOf(entry)}</span>
        <span className={style.facts}>{facts.join(' · ')}</span>
      </span>
      <span className={style.chip}>{chip}</span>
    </Link>
  );
}

export function titleOf(entry: Entry): string {
  return textOf(entry.values, 'title') ?? kindHead(entry.kind)?.label ?? entry.kind;
}

function figureOf(entry: Entry): string | undefined {
  const figure = kindHead(entry.kind)?.figure;
  const value = figure && entry.values[figure.field];
  return typeof value === 'number' ? `${formatNumber(value)}\u00A0${figure?.unit.replaceAll(' ', '\u00A0')}` : undefined;
}
