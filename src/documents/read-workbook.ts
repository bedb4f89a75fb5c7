import { strFromU8, unzipSync } from 'fflate';
import type { ReadCell, ReadSheet } from './sheet.ts';

/** Nothing that officials fill in by hand comes near these; what is larger is not opened. */
const largestFile = 5_000_000;
const largestContent = 60_000_000;
export const mostRows = 2000;
export const mostColumns = 100;
const mostSheets = 30;

export type ReadWorkbook = { status: 'read'; sheets: ReadSheet[] } | { status: 'tooLarge' | 'notWorkbook' | 'daysFrom1904' };

/** The cells of an .xlsx and nothing else of it: no formula is worked out, no link followed, no macro looked at. */
export function readWorkbook(bytes: Uint8Array): ReadWorkbook {
  if (bytes.length > largestFile) return { status: 'tooLarge' };
  const content = unpack(bytes);
  if (content.status !== 'unpacked') return { status: content.status };
  const { files } = content;
  const workbook = files.get('xl/workbook.xml');
  if (workbook === undefined) return { status: 'notWorkbook' };
  const [properties] = elements(workbook, 'workbookPr');
  if (['1', 'true'].includes(attribute(properties?.attributes ?? '', 'date1904'))) return { status: 'daysFrom1904' };
  const shared = [...elements(files.get('xl/sharedStrings.xml') ?? '', 'si')].map(({ inner }) => textIn(inner));
  const places = new Map(
    [...elements(files.get('xl/_rels/workbook.xml.rels') ?? '', 'Relationship')].map(({ attributes }) => [
      attribute(attributes, 'Id'),
      attribute(attributes, 'Target').replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  );
  const sheets = [...elements(workbook, 'sheet')].slice(0, mostSheets).flatMap(({ attributes }) => {
    const xml = files.get(places.get(attribute(attributes, 'r:id')) ?? '');
    return xml === undefined ? [] : [{ name: decode(attribute(attributes, 'name')), rows: readRows(xml, shared) }];
  });
  return { status: 'read', sheets };
}

type Unpacked = { status: 'unpacked'; files: Map<string, string> } | { status: 'tooLarge' | 'notWorkbook' };

function unpack(bytes: Uint8Array): Unpacked {
  let size = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/^xl\/(workbook\.xml|sharedStrings\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(name)) return false;
        size += originalSize;
        return size <= largestContent;
      },
    });
    if (size > largestContent) return { status: 'tooLarge' };
    // Some programs give every element a prefix.
    const texts = Object.entries(files).map(([name, file]) => [name, strFromU8(file).replace(/<(\/?)[A-Za-z]\w*:/g, '<$1')] as const);
    return { status: 'unpacked', files: new Map(texts) };
  } catch {
    return { status: 'notWorkbook' };
  }
}

/** One more than may be taken, so that the reader of it can say that there are too many. */
function readRows(xml: string, shared: readonly string[]): ReadCell[][] {
  const rows: ReadCell[][] = [];
  for (const { inner } of elements(xml, 'row')) {
    const cells: ReadCell[] = [];
    for (const { attributes, inner: content } of elements(inner, 'c')) {
      const column = columnNumber(attribute(attributes, 'r')) ?? cells.length;
      if (column >= mostColumns) break;
      while (cells.length < column) cells.push('');
      cells[column] = readValue(attribute(attributes, 't'), content, shared);
    }
    if (cells.some((cell) => cell !== '')) rows.push(cells);
    if (rows.length > mostRows + 10) break;
  }
  return rows;
}

function readValue(type: string, content: string, shared: readonly string[]): ReadCell {
  if (type === 'inlineStr') return textIn(content);
  const [value] = elements(content, 'v');
  const text = decode(value?.inner ?? '');
  if (type === 's') return shared[Number(text)] ?? '';
  if (type !== '' && type !== 'n') return text;
  return text === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

/** "AB12" is column 27, counted from 0. */
function columnNumber(reference: string): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return undefined;
  return Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

interface XmlElement {
  attributes: string;
  inner: string;
}

/** Elements of a name that do not hold each other. Forward only, so that no file makes it look twice at the same place. */
function* elements(xml: string, name: string): Generator<XmlElement> {
  const opening = `<${name}`;
  const closing = `</${name}>`;
  for (let place = xml.indexOf(opening); place !== -1; place = xml.indexOf(opening, place)) {
    const begin = place + opening.length;
    const end = xml.indexOf('>', begin);
    if (end === -1) return;
    place = end + 1;
    if (!/[\s/>]/.test(xml[begin] ?? '')) continue;
    if (xml[end - 1] === '/') {
      yield { attributes: xml.slice(begin, end - 1), inner: '' };
      continue;
    }
    const close = xml.indexOf(closing, end);
    if (close === -1) return;
    place = close + closing.length;
    yield { attributes: xml.slice(begin, end), inner: xml.slice(end + 1, close) };
  }
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1] ?? '';
}

/** Runs of one text, however they are coloured; not how it is pronounced. */
function textIn(xml: string): string {
  return decode([...elements(xml.replace(/<rPh[\s>][\s\S]*?<\/rPh>/g, ''), 't')].map(({ inner }) => inner).join(''));
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text
    .replace(/&(?:#x([\dA-Fa-f]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hexadecimal?: string, number?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = hexadecimal === undefined ? Number(number) : Number.parseInt(hexadecimal, 16);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    })
    .replace(/_x000D_/g, '')
    .replace(/\r\n?/g, '\n');
}
