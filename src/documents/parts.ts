/** Several texts in one cell. A backslash keeps a separator that belongs to a text from separating. */

export function joinParts(parts: readonly string[], separator: ';' | '|'): string {
  return parts.map((part) => part.replace(/[\\;|\n]/g, '\\$&')).join(`${separator} `);
}

/** Lines separate as semicolons do: people put one below the other. */
export function splitParts(text: string, separators: string): string[] {
  const parts = [''];
  let isKept = false;
  for (const letter of text) {
    if (!isKept && separators.includes(letter)) parts.push('');
    else if (isKept || letter !== '\\') parts[parts.length - 1] += letter;
    isKept = !isKept && letter === '\\';
  }
  return parts.map((part) => part.trim());
}

/** The same, but each part keeps its backslashes, for a part that is split again. */
export function splitOuter(text: string, separators: string): string[] {
  const parts = [''];
  let isKept = false;
  for (const letter of text) {
    if (!isKept && separators.includes(letter)) parts.push('');
    else parts[parts.length - 1] += letter;
    isKept = !isKept && letter === '\\';
  }
  return parts.map((part) => part.trim());
}
