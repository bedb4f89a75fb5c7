/**
 * A change of an entry that was erased is held as `unknown_entry`, which every app understands, with this in the place of
 * the field. Apart from the schemas: every phone's first screen knows it, and none of them waits for Zod.
 */
export const erasedField = 'erased';
