import { array, assert, constant, constantFrom, integer, nat, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowSearcherFor, searcherFor, wordsOf } from '../../../src/app/log/keeps-row.ts';
import { narrowSearch } from '../../../src/app/log/narrow-search.ts';
import { foldForSearch } from '../../../src/domain/text.ts';

interface Row {
  id: number;
  unit: string;
  kind: string;
  search: string;
}

type Pages = readonly (readonly Row[])[];

const unitNames = new Map([
  ['u1', foldForSearch('Xã Hiệp Cường, huyện Kim Động')],
  ['u2', foldForSearch('Phường Phố Hiến')],
]);
const letters = [...'a ă â á à e ê é o ô ơ đ d i n g h m t ư 1 2'.split(' '), ' ', '  ', 'Đ', 'Ẩ', 'ẩ'.normalize('NFD')];
const titles = array(constantFrom(...letters), { maxLength: 14 }).map((each) => each.join(''));
const rows = record({ unit: constantFrom('u1', 'u2', 'u3'), kind: constantFrom('broadcast', 'press'), title: titles });
const books = array(array(rows, { maxLength: 8 }), { minLength: 1, maxLength: 4 });

/** What a hand, the filters and a sync do one after the other. */
const acts = array(
  oneof(
    { weight: 6, arbitrary: record({ act: constant('type' as const), letter: constantFrom(...letters) }) },
    { weight: 3, arbitrary: record({ act: constant('takeBack' as const), letters: integer({ min: 1, max: 3 }) }) },
    { weight: 2, arbitrary: record({ act: constant('putBefore' as const), letter: constantFrom(...letters) }) },
    { weight: 1, arbitrary: record({ act: constant('write' as const), search: titles }) },
    { weight: 1, arbitrary: record({ act: constant('filter' as const), kind: constantFrom(null, 'broadcast', 'press') }) },
    { weight: 2, arbitrary: record({ act: constant('sync' as const), page: nat(4), row: rows, place: nat(8) }) },
  ),
  { minLength: 1, maxLength: 25 },
);

describe('a search that is typed letter by letter', () => {
  test('finds what the same search finds from nothing, whatever was typed, taken back, filtered and synced before', () => {
    assert(
      property(books, acts, (book, done) => {
        let number = 0;
        const rowOf = ({ title, ...row }: { unit: string; kind: string; title: string }): Row => ({
          ...row,
          id: number++,
          search: foldForSearch(title),
        });
        let pages: Pages = book.map((page) => page.map(rowOf));
        let [search, kind] = ['', null as string | null];
        let look = lookFor(kind);
        for (const act of done) {
          if (act.act === 'type') search += act.letter;
          else if (act.act === 'takeBack') search = search.slice(0, -act.letters);
          else if (act.act === 'putBefore') search = act.letter + search;
          else if (act.act === 'write') ({ search } = act);
          else if (act.act === 'filter') {
            ({ kind } = act);
            look = lookFor(kind);
          } else {
            const changed = rowOf(act.row);
            pages = pages.map((page, place) =>
              place === act.page ? [...page.slice(0, act.place), changed, ...page.slice(act.place + 1)] : page,
            );
          }
          const chosen = kind;
          expect(look(wordsOf(search), pages)).toEqual(fromNothing(search, pages, chosen));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('looks only through what was left so far, and through nothing for a letter taken back', () => {
    const asked: string[] = [];
    const look = narrowSearch((words) => ({ search }: Pick<Row, 'search'>) => {
      asked.push(search);
      return words.every((word) => search.includes(word));
    });
    const pages = [['dong xa', 'duong ha', 'cao quan'].map((search) => ({ search }))];
    const found = (search: string): string[] => look(wordsOf(search), pages).map((row) => row.search);
    expect(found('d')).toEqual(['dong xa', 'duong ha']);
    asked.length = 0;
    expect(found('do')).toEqual(['dong xa']);
    expect(asked).toEqual(['dong xa', 'duong ha']);
    asked.length = 0;
    expect(found('d')).toEqual(['dong xa', 'duong ha']);
    expect(asked).toEqual([]);
  });
});

function lookFor(kind: string | null): (words: readonly string[], pages: Pages) => readonly Row[] {
  return narrowSearch((words) => {
    const finds = rowSearcherFor(words, unitNames);
    return (row: Row) => finds(row) && (kind === null || row.kind === kind);
  });
}

function fromNothing(search: string, pages: Pages, kind: string | null): Row[] {
  const finds = searcherFor(search);
  return pages.flat().filter((row) => finds(row.search, unitNames.get(row.unit)) && (kind === null || row.kind === kind));
}
