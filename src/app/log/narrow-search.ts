/** What each page had left of it when these words were looked for. */
interface Found<Row> {
  words: readonly string[];
  ofPage: WeakMap<readonly Row[], readonly Row[]>;
}

/**
 * Looks for words through pages of rows, letter by letter as they are typed: a further letter looks only through what was
 * left so far and only for the words that it changed, a letter taken back finds what was left then, and of pages only those
 * that are other ones are asked again.
 */
export function narrowSearch<Row>(
  keepsRow: (words: readonly string[]) => (row: Row) => boolean,
): (words: readonly string[], pages: readonly (readonly Row[])[]) => Row[] {
  /** Each leaves no more than the one before it. */
  const narrowing: Found<Row>[] = [];
  return (words, pages) => {
    while (narrowing.length > 0 && !leavesNoMore(words, narrowing.at(-1)?.words ?? [])) narrowing.pop();
    const last = narrowing.at(-1);
    if (!last || !leavesNoMore(last.words, words)) narrowing.push({ words, ofPage: new WeakMap() });
    const [now, before] = [narrowing.at(-1), narrowing.at(-2)];
    const keeps = keepsRow(words);
    const keepsFurther = keepsRow(words.filter((word) => !before?.words.includes(word)));
    return pages.flatMap((page) => {
      const known = now?.ofPage.get(page);
      if (known) return known;
      const left = before?.ofPage.get(page);
      const kept = left ? left.filter(keepsFurther) : page.filter(keeps);
      // A letter that leaves a page as it was is not kept a second time.
      const found = kept.length === left?.length ? left : kept;
      now?.ofPage.set(page, found);
      return found;
    });
  };
}

/** Whether a text that has all the words has all the others too, whatever it says. */
function leavesNoMore(words: readonly string[], others: readonly string[]): boolean {
  return others.every((other) => words.some((word) => word.includes(other)));
}
