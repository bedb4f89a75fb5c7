import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRecorded, readRecorded } from './recorded.ts';

interface Exchange {
  request: string;
  answer: string;
}

const greeting = { request: 'xin chào', answer: 'chào bạn' };
const thanks = { request: 'cảm ơn', answer: 'không có gì' };
const farewell = { request: 'tạm biệt', answer: 'hẹn gặp lại' };

let folder: string;
let file: URL;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'so-recorded-'));
  file = pathToFileURL(path.join(folder, 'version-1.json'));
  await record(greeting, thanks);
});
afterEach(() => rm(folder, { recursive: true }));

function record(...conversation: Exchange[]): Promise<void> {
  return addRecorded(file, conversation, ({ request }) => ({ request }));
}

/** By hand, past the recording. */
async function write(...exchanges: Exchange[]): Promise<void> {
  await writeFile(file, JSON.stringify(exchanges));
}

async function bothFiles(): Promise<string[]> {
  return [await readFile(file, 'utf8'), await readFile(path.join(folder, 'version-1.sha256'), 'utf8')];
}

describe('what was recorded for ever', () => {
  it('is missed where a word of it was changed: an answer, or what was asked', async () => {
    await write(greeting, { ...thanks, answer: 'có gì đâu' });
    await expect(readRecorded(file)).rejects.toThrow('version-1.json: exchange 1 is not the one that was recorded');
    await write({ ...greeting, request: 'chào' }, thanks);
    await expect(readRecorded(file)).rejects.toThrow('exchange 0 is not the one that was recorded');
  });

  it('is missed where it was taken away: from the end, from the beginning, with its whole file', async () => {
    await write(greeting);
    await expect(readRecorded(file)).rejects.toThrow('exchange 1 is not the one that was recorded');
    await write(thanks);
    await expect(readRecorded(file)).rejects.toThrow('exchange 0 is not the one that was recorded');
    await rm(file);
    await expect(readRecorded(file)).rejects.toThrow('exchange 0 is not the one that was recorded');
  });

  it('stays as it is when it is recorded again, though the answer is another today; what is new comes behind it', async () => {
    await record(greeting, { ...thanks, answer: 'có gì đâu' }, farewell);
    expect(await readRecorded(file)).toEqual([greeting, thanks, farewell]);
  });

  it('is not recorded over where it was changed, nor by a conversation that asks something else or less', async () => {
    const before = await bothFiles();
    await expect(record(greeting, farewell)).rejects.toThrow('the conversation does not ask what exchange 1 asked');
    await expect(record(greeting)).rejects.toThrow('the conversation does not ask what exchange 1 asked');
    expect(await bothFiles()).toEqual(before);
    await write(greeting, { ...thanks, answer: 'có gì đâu' });
    await expect(record(greeting, thanks)).rejects.toThrow('exchange 1 is not the one that was recorded');
  });

  it('counts only with its digest, which recording adds', async () => {
    await write(greeting, thanks, farewell);
    await expect(readRecorded(file)).rejects.toThrow('exchange 2 has no digest');
    await record(greeting, thanks, farewell);
    expect(await readRecorded(file)).toEqual([greeting, thanks, farewell]);
  });
});
