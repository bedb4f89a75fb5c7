import type { Compilable, CompiledQuery, DialectAdapter } from 'kysely';
import type { Reader } from './database.ts';

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
 * every row has the same columns.
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
    if (rows.length <= mostRowsKept) ofStore.set(rows.length, text);
    return text;
  }

  return async (db, rows) => {
    if (rows.length === 0) return [];
    const text = textFor(db, rows);
    const parameters = text.parameters.map((given) => (given instanceof Place ? rows[given.row]?.[given.column] : given));
    return (await db.executeQuery<Row>({ ...text, parameters })).rows;
  };
}

/** Texts for many rows are long, and each number of them would be another one. */
const mostRowsKept = 10;

function placesOf<Given extends Values>(row: Given, index: number): Given {
  const places = Object.keys(row).map((column) => [column, new Place(index, column)]);
  // To Kysely a value is a value; what stands in its place is seen by nobody else.
  return Object.fromEntries(places) as Given;
}
