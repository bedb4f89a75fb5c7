/** The package types its full build only; the lite one reads JPEG and HEIC, which is all that a phone makes. */
declare module 'exifr/dist/lite.esm.mjs' {
  export function parse(
    input: Uint8Array,
    options: { pick: string[]; reviveValues: false; mergeOutput: true },
  ): Promise<Record<string, unknown> | undefined>;
}
