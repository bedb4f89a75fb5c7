declare const __BUILD__: string;
declare const __BUILT_AT__: number;

/** The version that people read out on the telephone and that the server is told. */
export const build: string = __BUILD__;

/** The day on which it was built began then: a phone that shows an earlier one has a wrong date. */
export const builtAt: number = __BUILT_AT__;

/** Builds are numbered by year, month and count: "2026.9.2" is older than "2026.11.1". */
export function isOlderBuild(one: string, other: string): boolean {
  const [left, right] = [one, other].map((name) => name.split('.').map(Number));
  for (let place = 0; place < 3; place += 1) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
