import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Types into a text box in every way in which Vietnamese comes into one, in the end `text` as letters and marks apart, as some
 * clipboards bring it: the box must not have touched any of it.
 */
export async function typeEveryWay(page: Page, box: Locator, text: string): Promise<void> {
  const keys = await page.context().newCDPSession(page);
  const insert = (letters: string): Promise<unknown> => keys.send('Input.insertText', { text: letters });
  // Sent one behind the other, and taken in that order: a keyboard does not wait for an answer.
  const compose = (word: string, steps: string[]): Promise<unknown> =>
    Promise.all([
      ...steps.map((step) => keys.send('Input.imeSetComposition', { text: step, selectionStart: step.length, selectionEnd: step.length })),
      insert(word),
    ]);
  const rubOut = async (letters: number): Promise<void> => {
    for (let letter = 0; letter < letters; letter += 1) await page.keyboard.press('Backspace');
  };

  // Also puts the caret into it.
  await box.fill('');
  await Promise.all([
    compose('tiếng', ['t', 'ti', 'tie', 'tiê', 'tiên', 'tiêng', 'tiếng']),
    insert(' '),
    compose('Việt', ['V', 'Vi', 'Vie', 'Viê', 'Viêt', 'Việt']),
  ]);
  expect(await box.inputValue()).toBe('tiếng Việt');

  // Telex "nhaan" in the middle of a word, rubbed out and retyped.
  await box.fill('Ủy ban nhn dân');
  await box.evaluate((element: HTMLInputElement | HTMLTextAreaElement) => element.setSelectionRange(9, 9));
  await insert('a');
  await rubOut(1);
  await insert('â');
  expect(await box.inputValue()).toBe('Ủy ban nhân dân');

  await box.fill('');
  await page.evaluate((pasted) => document.execCommand('insertText', false, pasted), text.normalize('NFD'));
  expect((await box.inputValue()).normalize('NFC')).toBe(text);
  await keys.detach();
}
