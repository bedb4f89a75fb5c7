import type { Mutation } from '../../protocol/mutation.ts';

/** Whether a change says something of the event itself; the others judge the entry, talk about it or put it elsewhere. */
export function changesContent(type: string): boolean {
  return contentTypes.has(type);
}

const contentTypes: ReadonlySet<string> = new Set(['new', 'edit', 'submit', 'resolve'] satisfies Mutation['type'][]);
