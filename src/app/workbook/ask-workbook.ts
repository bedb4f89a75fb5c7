import type { ReadWorkbook } from '../../documents/read-workbook.ts';
import type { Entry } from '../../domain/entry.ts';
import { kindHeads } from '../../domain/kinds/index.ts';
import type { WorkbookJob, WorkbookResult } from './workbook-job.ts';

/** A file is read within this, or it is not one that a person made. */
const longestMilliseconds = 60_000;

/** Entries as a workbook, a sheet for each kind that there is; null where this phone could not make it. */
export async function makeWorkbook(entries: readonly Entry[], names: ReadonlyMap<string, string>): Promise<Uint8Array<ArrayBuffer> | null> {
  const kinds = kindHeads.flatMap(({ id }) => {
    const ofKind = entries.filter((entry) => entry.kind === id);
    const exported = ofKind.map(({ values, unit, status, author, photos }) => ({
      values,
      unit,
      status,
      author: author.name,
      photoCount: photos.length,
    }));
    return exported.length > 0 ? [{ id, entries: exported }] : [];
  });
  return written(await ask({ type: 'entries', kinds, names }));
}

export async function makeTemplate(kind: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return written(await ask({ type: 'template', kind }));
}

export async function openWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  const result = await ask({ type: 'read', bytes });
  return result?.type === 'read' ? result.workbook : { status: 'notWorkbook' };
}

function written(result: WorkbookResult | null): Uint8Array<ArrayBuffer> | null {
  return result?.type === 'written' ? result.bytes : null;
}

/** A worker for each question, gone with its answer: what it used of a small phone's memory goes with it. */
async function ask(job: WorkbookJob): Promise<WorkbookResult | null> {
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<WorkbookResult | null>((resolve) => {
      worker.addEventListener('message', (event: MessageEvent<WorkbookResult>) => resolve(event.data), { once: true });
      worker.addEventListener('error', () => resolve(null), { once: true });
      window.setTimeout(() => resolve(null), longestMilliseconds);
      worker.postMessage(job, []);
    });
  } finally {
    worker.terminate();
  }
}
