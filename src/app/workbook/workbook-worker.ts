import { entriesSheet } from '../../documents/entries-sheet.ts';
import { readWorkbook } from '../../documents/read-workbook.ts';
import type { Sheet } from '../../documents/sheet.ts';
import { templateSheets } from '../../documents/template-sheet.ts';
import { writeWorkbook } from '../../documents/write-workbook.ts';
import { kindHead, loadKind } from '../../domain/kinds/index.ts';
import { workbookMessages as words } from '../messages/vi.workbook.ts';
import type { WorkbookJob, WorkbookResult } from './workbook-job.ts';

/** Ten thousand entries take seconds on a small phone, and a stranger's file takes what it takes: neither stops the screen. */
addEventListener('message', (event: MessageEvent<WorkbookJob>) => {
  void work(event.data).then((result) => postMessage(result));
});

async function work(job: WorkbookJob): Promise<WorkbookResult> {
  if (job.type === 'read') return { type: 'read', workbook: readWorkbook(job.bytes) };
  const sheets = job.type === 'template' ? await sheetsOfTemplate(job.kind) : await sheetsOfEntries(job);
  return { type: 'written', bytes: await writeWorkbook(sheets) };
}

async function sheetsOfTemplate(id: string): Promise<Sheet[]> {
  const kind = await loadKind(id);
  return kind ? templateSheets(kindHead(id)?.label ?? id, kind, words.template) : [];
}

async function sheetsOfEntries({ kinds, names }: Extract<WorkbookJob, { type: 'entries' }>): Promise<Sheet[]> {
  const nameOf = (key: string): string => names.get(key) ?? key;
  const sheets = kinds.map(async ({ id, entries }): Promise<Sheet[]> => {
    const kind = await loadKind(id);
    return kind ? [entriesSheet({ name: kindHead(id)?.label ?? id, kind, entries }, { words: words.entries, nameOf })] : [];
  });
  return (await Promise.all(sheets)).flat();
}
