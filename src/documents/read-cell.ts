import type { TypedValue } from '../domain/input.ts';
import type { Field, Option } from '../domain/kinds/field.ts';
import { addDays, foldForSearch, formatDay, parseNumber } from '../domain/text.ts';
import { splitOuter, splitParts } from './parts.ts';
import type { ReadCell } from './sheet.ts';

/** Spreadsheets count days from here. */
const dayZero = '1899-12-30';
const lastSerial = 73_050;

/** What may be named in a cell, beside a field's own options. */
export interface Named {
  key: string;
  name: string;
}

export interface Offered {
  units: readonly Named[];
  tasks: readonly Named[];
}

/**
 * A cell as it would have been typed into its field, and the names in it that the field does not offer. What cannot be
 * read stays as it is: the form's own reading says so.
 */
export function readCell(field: Field, cell: ReadCell, offered: Offered): { typed: TypedValue; unknown: string[] } {
  const text = textOfCell(field, cell);
  switch (field.type) {
    case 'days':
    case 'times':
      return { typed: splitParts(text, ';,\n').map((each) => (field.type === 'days' ? dayFirst(each) : each)), unknown: [] };
    case 'day':
      return { typed: dayFirst(text), unknown: [] };
    case 'choice': {
      const { found, unknown } = named(splitParts(text, ';\n'), field.options.map(optionName));
      return { typed: found[0] ?? '', unknown: [...unknown, ...found.slice(1)] };
    }
    case 'choices': {
      const { found, unknown } = named(splitParts(text, ';\n'), field.options.map(optionName));
      return { typed: found, unknown };
    }
    case 'units': {
      const { found, unknown } = named(splitParts(text, ';\n'), offered.units);
      return { typed: found, unknown };
    }
    case 'task': {
      const { found, unknown } = named([text], offered.tasks);
      return { typed: found[0] ?? '', unknown };
    }
    case 'records':
      return {
        typed: splitOuter(text, ';\n').map((row) => {
          const parts = splitParts(row, '|');
          return Object.fromEntries(field.columns.map((column, index) => [column.name, parts[index] ?? '']));
        }),
        unknown: [],
      };
    case 'position': {
      const [latitude, longitude, accuracy] = splitParts(text, ';').map(parseNumber);
      const isRead = typeof latitude === 'number' && typeof longitude === 'number';
      if (!isRead) return { typed: null, unknown: text === '' ? [] : [text] };
      return { typed: { latitude, longitude, accuracy: accuracy ?? 0 }, unknown: [] };
    }
    case 'number':
    case 'text':
      return { typed: text, unknown: [] };
  }
}

/** A number means what its column holds: an amount, a day since the turn of 1900, a share of a day. */
export function textOfCell(field: Field, cell: ReadCell): string {
  if (typeof cell === 'string') return cell.normalize('NFC').trim();
  const isDay = (field.type === 'day' || field.type === 'days') && cell >= 1 && cell <= lastSerial;
  if (isDay) return formatDay(addDays(dayZero, Math.floor(cell)));
  if (field.type === 'times' && cell >= 0 && cell < 1) {
    const minutes = Math.round(cell * 24 * 60);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  }
  return String(cell).replace('.', ',');
}

/** Other programs write the year first. */
function dayFirst(text: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text);
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : text;
}

function optionName(option: Option): Named {
  return { key: option.id, name: option.label };
}

/** By folded name; commas separate too where the whole is no name, since names may hold commas themselves. */
function named(parts: readonly string[], offered: readonly Named[]): { found: string[]; unknown: string[] } {
  const keys = new Map(offered.map((each) => [foldForSearch(each.name), each.key]));
  const keyOf = (name: string): string | undefined => keys.get(foldForSearch(name));
  const found: string[] = [];
  const unknown: string[] = [];
  for (const part of parts.filter((each) => each !== '')) {
    const whole = keyOf(part);
    const pieces = whole === undefined ? part.split(',').map((piece) => piece.trim()) : [];
    const keysOfPieces = pieces.map(keyOf);
    if (whole !== undefined) found.push(whole);
    else if (pieces.length > 1 && keysOfPieces.every((key) => key !== undefined)) found.push(...keysOfPieces);
    else unknown.push(part);
  }
  return { found: [...new Set(found)], unknown };
}
