/** What a spreadsheet puts on the clipboard: tabs between cells, quotes around a cell that holds a tab, a line or a quote. */
export function readPasted(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = (): void => {
    rows.at(-1)?.push(cell.trim());
    cell = '';
  };
  for (let place = 0; place < text.length; place += 1) {
    const letter = text[place] ?? '';
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell === '' && closes(text, place)) isQuoted = true;
    else if (letter === '\t') endCell();
    else if (letter === '\n') {
      endCell();
      rows.push([]);
    } else if (letter !== '\r') cell += letter;
  }
  endCell();
  return rows.filter((row) => row.some((each) => each !== ''));
}

/** A cell may simply begin with a quotation: it is quoted whole only if its last quote ends the cell. */
function closes(text: string, opening: number): boolean {
  for (let place = text.indexOf('"', opening + 1); place !== -1; place = text.indexOf('"', place + 1)) {
    const next = text[place + 1];
    if (next === undefined || next === '\t' || next === '\n' || next === '\r') return true;
    if (next !== '"') return false;
    place += 1;
  }
  return false;
}
