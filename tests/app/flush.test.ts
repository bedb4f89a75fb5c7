import { describe, expect, test } from 'vitest';
import { flushAll, registerFlush } from '../../src/app/state/flush.ts';

describe('before a page is loaded anew', () => {
  test('everything that is being typed is written, and it is known whether all of it is on disk', async () => {
    const written: string[] = [];
    const write = (name: string, isOnDisk: boolean) => async () => {
      written.push(name);
      return isOnDisk;
    };
    const letGo = registerFlush(write('entry', true));
    expect(await flushAll()).toBe(true);
    const closeFull = registerFlush(write('on a full disk', false));
    expect(await flushAll()).toBe(false);
    closeFull();
    const closeBroken = registerFlush(() => Promise.reject(new Error('the database is closed')));
    expect(await flushAll()).toBe(false);
    closeBroken();
    expect(await flushAll()).toBe(true);
    letGo();
    expect(written.filter((name) => name === 'entry')).toHaveLength(4);
  });
});
