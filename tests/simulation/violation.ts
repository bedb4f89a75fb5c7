/** A promise of sync card 7 that did not hold, by its number there. */
export class Violation extends Error {
  readonly invariant: number;

  constructor(invariant: number, what: string, facts: unknown = '') {
    super(`invariant ${invariant}: ${what} ${facts === '' ? '' : shorten(JSON.stringify(facts))}`.trim());
    this.name = 'Violation';
    this.invariant = invariant;
  }
}

export function demand(holds: boolean, invariant: number, what: string, facts?: unknown): void {
  if (!holds) throw new Violation(invariant, what, facts);
}

function shorten(text: string): string {
  return text.length > 1500 ? `${text.slice(0, 1500)}…` : text;
}
