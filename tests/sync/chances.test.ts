import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listenForChances } from '../../src/sync/browser-world.ts';

let page: { document: EventTarget & { visibilityState: string }; window: EventTarget; worker: EventTarget };
let chances: number;
let stop: () => void;

beforeEach(() => {
  page = {
    document: Object.assign(new EventTarget(), { visibilityState: 'hidden' }),
    window: new EventTarget(),
    worker: new EventTarget(),
  };
  vi.stubGlobal('document', page.document);
  vi.stubGlobal('window', page.window);
  vi.stubGlobal('navigator', { serviceWorker: page.worker });
  chances = 0;
  stop = listenForChances({ chanceCame: () => (chances += 1) });
});
afterEach(() => vi.unstubAllGlobals());

function turn(visibilityState: 'visible' | 'hidden'): void {
  page.document.visibilityState = visibilityState;
  page.document.dispatchEvent(new Event('visibilitychange'));
}

describe('a chance to send', () => {
  test('comes when the page comes into sight, and not when it goes', () => {
    turn('visible');
    expect(chances).toBe(1);
    turn('hidden');
    expect(chances).toBe(1);
  });

  test('comes with the network', () => {
    page.window.dispatchEvent(new Event('online'));
    expect(chances).toBe(1);
  });

  test('comes when the worker was woken, and with no other word of it', () => {
    page.worker.dispatchEvent(new MessageEvent('message', { data: 'send' }));
    page.worker.dispatchEvent(new MessageEvent('message', { data: { type: 'CACHE_UPDATED' } }));
    expect(chances).toBe(1);
  });

  test('is not listened for by a page that has stopped', () => {
    stop();
    turn('visible');
    page.window.dispatchEvent(new Event('online'));
    page.worker.dispatchEvent(new MessageEvent('message', { data: 'send' }));
    expect(chances).toBe(0);
  });
});
