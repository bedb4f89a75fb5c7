import type { ExportedEntry } from '../../documents/entries-sheet.ts';
import type { ReadWorkbook } from '../../documents/read-workbook.ts';

/** What the worker is asked, and what it answers. */
export type WorkbookJob =
  /** A sheet for each kind, in the order of the registry. */
  | { type: 'entries'; kinds: { id: string; entries: ExportedEntry[] }[]; names: ReadonlyMap<string, string> }
  | { type: 'template'; kind: string }
  | { type: 'read'; bytes: Uint8Array };

export type WorkbookResult = { type: 'written'; bytes: Uint8Array<ArrayBuffer> } | { type: 'read'; workbook: ReadWorkbook };
