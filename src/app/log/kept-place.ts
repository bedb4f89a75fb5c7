/** Where somebody was in a long list when they left it: which row, and how far below the screen's top it stood. */
export interface KeptPlace {
  read: () => Place | null;
  keep: (place: Place | null) => void;
}

export interface Place {
  row: string;
  top: number;
}

let kept: { of: object; place: Place | null } | null = null;

/** The place in the book as it is filtered; with other filters it is another book, and begins at its top. */
export function keptPlaceOf(filters: object): KeptPlace {
  return {
    read: () => (kept?.of === filters ? kept.place : null),
    keep: (place) => {
      kept = { of: filters, place };
    },
  };
}
