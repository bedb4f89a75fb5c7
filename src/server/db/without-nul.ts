/**
 * A value as every store can hold it: text in PostgreSQL takes no NUL. Documents are JSON, which writes it as an escape; what is
 * left is a name that somebody made up, and it is the same in both stores.
 */
export function withoutNul(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}
