import { strToU8, zipSync } from 'fflate';

/** Files as offices make them, as small as their format lets them be. `about` makes each another one. */

export function pdf(about = ''): Uint8Array<ArrayBuffer> {
  return bytesOf(`%PDF-1.7\n% ${about}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
}

export function docx(extra: Record<string, string> = {}): Uint8Array<ArrayBuffer> {
  return zipped({ '[Content_Types].xml': '<Types/>', '_rels/.rels': '<Relationships/>', 'word/document.xml': '<w:document/>', ...extra });
}

export function xlsx(): Uint8Array<ArrayBuffer> {
  return zipped({ '[Content_Types].xml': '<Types/>', '_rels/.rels': '<Relationships/>', 'xl/workbook.xml': '<workbook/>' });
}

export function zipped(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
}

/** With a tag before the sound, or without. */
export function mp3({ tagged }: { tagged: boolean }): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  const tag = tagged ? [...strToU8('ID3'), 4, 0, 0, 0, 0, 0, 10, ...new Uint8Array(10)] : [];
  return new Uint8Array([...tag, ...frame, ...frame]);
}

/** `brand`: phones' recorders do not all call it `M4A `. */
export function m4a({ brand = 'M4A ', tracks = ['soun'] }: { brand?: string; tracks?: string[] } = {}): Uint8Array<ArrayBuffer> {
  const handlers = tracks.map((track) =>
    box('trak', box('mdia', box('hdlr', [...new Uint8Array(8), ...strToU8(track), ...new Uint8Array(13)]))),
  );
  return new Uint8Array([
    ...box('ftyp', [...strToU8(brand), 0, 0, 0, 0, ...strToU8('isom')]),
    ...box('mdat', [...new Uint8Array(32)]),
    ...box('moov', [...box('mvhd', [...new Uint8Array(100)]), ...handlers.flat()]),
  ]);
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(strToU8(text));
}

function box(name: string, content: number[]): number[] {
  const size = content.length + 8;
  return [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255, ...strToU8(name), ...content];
}
