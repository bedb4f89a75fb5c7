/** The package types its full build only; the lite one reads JPEG and HEIC, which is all that a phone makes. */
declare module 'exifr/dist/lite.esm.mjs' {
  export function parse(
    input: Uint8Array,
    // `pick` throws here: the lite build has no dictionary for some of the blocks that it would look through.
    options: { exif: string[]; gps: false; reviveValues: false },
  ): Promise<Record<string, unknown> | undefined>;
}
