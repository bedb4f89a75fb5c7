import type { Compilable, CompiledQuery, DialectAdapter } from 'kysely';
import type { Reader } from './database.ts';
import { together } from './together.ts';

type Values = { [column: string]: string | number | null | undefined };

/** Stands where a value goes that comes with each run. */
class Place {
  readonly row: number;
  readonly column: string;

  constructor(row: number, column: string) {
    this.row = row;
    this.column = column;
  }
}

/**
 * A query whose text is built once for each store and number of rows, and run with ever new values: building a query takes
 * Kysely longer than SQLite takes to answer it. `build` may put the values into the query and do nothing else with them;
 * every row has the same columns. More rows than one text takes go in portions: what is built may neither sort nor limit
 * what many rows ask for.
 */
export function statement<Given extends Values, Row>(
  build: (db: Reader, rows: readonly Given[]) => Compilable<Row>,
): (db: Reader, rows: readonly Given[]) => Promise<Row[]> {
  const known = new WeakMap<DialectAdapter, Map<number, CompiledQuery<Row>>>();

  function textFor(db: Reader, rows: readonly Given[]): CompiledQuery<Row> {
    const { adapter } = db.getExecutor();
    const ofStore = known.get(adapter) ?? new Map<number, CompiledQuery<Row>>();
    known.set(adapter, ofStore);
    const text = ofStore.get(rows.length) ?? build(db, rows.map(placesOf)).compile();
    ofStore.set(rows.length, text);
    return text;
  }

  async function run(db: Reader, rows: readonly Given[]): Promise<Row[]> {
    const text = textFor(db, rows);
    const parameters = text.parameters.map((given) => (given instanceof Place ? rows[given.row]?.[given.column] : given));
    return (await db.executeQuery<Row>({ ...text, parameters })).rows;
  }

  return async (db, rows) => {
    const [first, ...rest] = portionsOf(rows);
    if (first === undefined) return [];
    return rest.length === 0 ? run(db, first) : (await together([first, ...rest].map((portion) => run(db, portion)))).flat();
  };
}

/** Texts for many rows are long, and each number of them would be another one: a few numbers make up all others. */
const portions = [100, 50, 20, 10];

function portionsOf<Given>(rows: readonly Given[]): (readonly Given[])[] {
  const taken: (readonly Given[])[] = [];
  for (let start = 0; start < rows.length; ) {
    const left = rows.length - start;
    const size = portions.find((portion) => portion <= left) ?? left;
    taken.push(rows.slice(start, start + size));
    start += size;
  }
  return taken;
}

function placesOf<Given extends Values>(row: Given, index: number): Given {
  const places = Object.keys(row).map((column) => [column, new Place(index, column)]);
  // To Kysely a value is a value; what stands in its place is seen by nobody else.
  return Object.fromEntries(places) as Given;
}
