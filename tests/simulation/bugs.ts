/** A rule taken away: the one place in `file` that reads `find` reads `replace` instead. */
export interface Bug {
  name: string;
  file: string;
  find: string;
  replace: string;
}

export const bugs: readonly Bug[] = [];
