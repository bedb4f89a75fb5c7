import type { Day } from '../domain/text.ts';

/** A sheet as plain data: what is written to a workbook, and what is read from one. */

export type CellValue = string | number | { day: Day } | null;

export interface Sheet {
  name: string;
  header: readonly string[];
  /** Under the header, quieter: how each column is filled in. */
  hints?: readonly string[];
  rows: readonly (readonly CellValue[])[];
  /** Under the rows. */
  sums?: readonly CellValue[];
}

/** A number where the file has one: whether it is an amount, a day or a time is known once its column is. */
export type ReadCell = string | number;

export interface ReadSheet {
  name: string;
  rows: ReadCell[][];
}
