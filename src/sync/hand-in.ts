import { changeFile, importAnswer, type ChangeFile, type ImportResult } from '../protocol/change-file.ts';
import type { HeldReason } from '../protocol/mutation.ts';
import { requestLimits } from '../protocol/sync.ts';
import { jsonBody } from './gzip.ts';
import { pageFailure, type PageFailure } from './page-failure.ts';
import { fetchTransport, understand, type Transport } from './transport.ts';

export type HandInOutcome =
  /** `waiting`: what they build on is in no file yet. */
  | { status: 'handedIn'; author?: string; taken: number; refused: HeldReason[]; waiting: number; unreadable: number }
  | { status: 'notOurs' | 'empty' | 'somebodyElses' }
  | PageFailure;

const patience = 60_000;

/**
 * Hands in the changes of a device that could not send them; somebody else's only if that device has signed them, and they stay
 * the author's (`author`: their name, as the server has it). Twice is as good as once.
 */
export async function handIn(
  text: string,
  { person, transport = fetchTransport }: { person: string; transport?: Transport },
): Promise<HandInOutcome> {
  const file = readFile(text);
  if (!file) return { status: 'notOurs' };
  if (file.person !== person && !file.publicKey) return { status: 'somebodyElses' };
  if (file.changes.length === 0) return { status: 'empty' };
  const results: ImportResult[] = [];
  let author: string | undefined;
  for (const part of partsOf(file)) {
    const { body, headers } = await jsonBody(JSON.stringify(part));
    const answer = understand(await transport.send({ method: 'POST', path: '/v1/import', headers, body, patience }), importAnswer);
    if (answer.status !== 'ok') return failureOf(answer);
    results.push(...answer.value.results);
    author ??= answer.value.author;
  }
  return {
    status: 'handedIn',
    ...(author !== undefined && { author }),
    taken: results.filter(([outcome]) => outcome === 'ok' || outcome === 'merged').length,
    refused: [...new Set(results.flatMap((result) => (result[0] === 'held' ? [result[1]] : [])))],
    waiting: results.filter(([outcome]) => outcome === 'waiting').length,
    unreadable: results.filter(([outcome]) => outcome === 'unreadable').length,
  };
}

function readFile(text: string): ChangeFile | null {
  try {
    const read = changeFile.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Each a file by itself, within what one request may hold. */
function partsOf(file: ChangeFile): ChangeFile[] {
  const { changes: _all, ...head } = file;
  const parts: ChangeFile[] = [];
  let bytes = 0;
  for (const change of file.changes) {
    // What stands beside the change for people's eyes is left at home.
    const { replica, sentAs, body, signature, change: older } = change;
    const lean = { replica, ...(body === undefined ? { sentAs, change: older } : { body, signature }) };
    const size = JSON.stringify(lean).length * 2;
    const last = parts.at(-1);
    bytes += size;
    if (last && last.changes.length < requestLimits.mutations && bytes <= requestLimits.bytes) last.changes.push(lean);
    else {
      parts.push({ ...head, changes: [lean] });
      bytes = size;
    }
  }
  return parts;
}

function failureOf(answer: Exclude<ReturnType<typeof understand>, { status: 'ok' }>): HandInOutcome {
  if (answer.status === 'problem' && (answer.kind === 'wrong_user' || answer.kind === 'replica_known')) return { status: 'somebodyElses' };
  return pageFailure(answer);
}
