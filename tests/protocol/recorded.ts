import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';

/**
 * Exchanges that were recorded for ever, and beside them the digest of each, a line for an exchange (`version-1.json`,
 * `version-1.sha256`). Recording adds to the end of both and rewrites nothing: whoever means to change what stands there has to
 * change its digest too, by hand and in sight.
 */

/** What was recorded, or an error that says where it is not that any more. */
export async function readRecorded<Exchange extends object>(file: URL): Promise<Exchange[]> {
  const { exchanges, digests } = await readBoth(file);
  if (exchanges.length > digests.length) {
    throw new Error(`${nameOf(file)}: exchange ${digests.length} has no digest. RECORD=1 adds it.`);
  }
  return exchanges as Exchange[];
}

/** Keeps what is recorded, and adds what the conversation goes on with. `questionOf`: as much of an exchange as a phone says. */
export async function addRecorded<Exchange extends object>(
  file: URL,
  conversation: readonly Exchange[],
  questionOf: (exchange: Exchange) => object,
): Promise<void> {
  const { exchanges, digests } = await readBoth(file);
  for (const [index, recorded] of exchanges.entries()) {
    const said = conversation[index];
    if (!said || !isDeepStrictEqual(questionOf(plain(said)), questionOf(recorded as Exchange))) {
      throw new Error(`${nameOf(file)}: the conversation does not ask what exchange ${index} asked. It may only go on at its end.`);
    }
  }
  const all = [...exchanges, ...conversation.slice(exchanges.length).map(plain)];
  await writeFile(file, `${JSON.stringify(all, null, 1)}\n`);
  await writeFile(digestsOf(file), [...digests, ...all.slice(digests.length).map(digestOf)].map((digest) => `${digest}\n`).join(''));
}

/** An exchange that has a digest is the one that it was made of. */
async function readBoth(file: URL): Promise<{ exchanges: object[]; digests: string[] }> {
  const exchanges = JSON.parse((await readIfThere(file)) ?? '[]') as object[];
  const digests = ((await readIfThere(digestsOf(file))) ?? '').split('\n').filter((line) => line !== '');
  const changed = digests.findIndex((digest, index) => digestOf(exchanges[index] ?? {}) !== digest);
  if (changed >= 0) {
    throw new Error(
      `${nameOf(file)}: exchange ${changed} is not the one that was recorded. It was changed or taken away, and phones are to be answered like that for ever.`,
    );
  }
  return { exchanges, digests };
}

function digestOf(exchange: object): string {
  return createHash('sha256').update(JSON.stringify(exchange)).digest('hex');
}

function digestsOf(file: URL): URL {
  return new URL(file.href.replace(/\.json$/, '.sha256'));
}

function nameOf(file: URL): string {
  return file.pathname.slice(file.pathname.lastIndexOf('/') + 1);
}

/** As it is read again. */
function plain<Exchange extends object>(exchange: Exchange): Exchange {
  return JSON.parse(JSON.stringify(exchange)) as Exchange;
}

async function readIfThere(file: URL): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
