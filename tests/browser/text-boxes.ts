import { readdir, readFile } from 'node:fs/promises';

const wordless = /type="(radio|checkbox|file|date|hidden)"|type=\{type\}/;

/** Every file of the screens that draws a box for text, by its own words. */
export async function filesWithTextBoxes(): Promise<string[]> {
  const names = (await readdir('src/app', { recursive: true })).filter((name) => name.endsWith('.tsx'));
  const found = [];
  for (const name of names) {
    const boxes = [...(await readFile(`src/app/${name}`, 'utf8')).matchAll(/<(?:input|textarea)\b[\s\S]*?\/>/g)];
    if (boxes.some(([box]) => !wordless.test(box))) found.push(name);
  }
  return found.sort();
}
