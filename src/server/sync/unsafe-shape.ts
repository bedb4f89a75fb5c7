/**
 * Whether a parsed body has a member somewhere that could pass for part of the program wherever it is copied to, or is
 * nested deeper than programs that call themselves for each level can follow (`JSON.stringify` among them).
 */
export function isUnsafe(body: unknown): boolean {
  const left: [value: unknown, depth: number][] = [[body, 0]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [value, depth] = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepest || Object.hasOwn(value, '__proto__') || hidesPrototype(value)) return true;
    for (const member of Object.values(value)) left.push([member, depth + 1]);
  }
  return false;
}

/** Nothing that a phone ever wrote has more than five levels. */
const deepest = 60;

function hidesPrototype(body: object): boolean {
  if (!Object.hasOwn(body, 'constructor')) return false;
  const { constructor } = body as { constructor: unknown };
  return typeof constructor === 'object' && constructor !== null && Object.hasOwn(constructor, 'prototype');
}
