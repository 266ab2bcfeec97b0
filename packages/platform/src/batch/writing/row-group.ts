import { constants, zstdCompressSync } from 'node:zlib';
import type { ValuesOut } from '../out-column.ts';
import { bitPacked, bitsFor, oneBitRuns } from './bit-runs.ts';
import { compactThrift } from './compact-thrift.ts';
import { plainTexts } from './plain-texts.ts';

/** Where the values of a column stand in a row group, from its start. */
export interface ColumnChunk {
  readonly offset: number;
  /** Of the page of different texts; undefined where there is none. */
  readonly dictionaryOffset?: number | undefined;
  readonly packedBytes: number;
  readonly plainBytes: number;
}

/** A row group as it is told in the footer. */
export interface RowGroup {
  readonly nRows: number;
  readonly sizeBytes: number;
  readonly chunks: readonly ColumnChunk[];
}

const [PLAIN, RLE, RLE_DICTIONARY] = [0, 3, 8] as const;
/** Texts that repeat at least so often on average are written once and referred to. */
const OFTEN = 4;

/**
 * Some rows as a row group of Parquet: one page per column, packed with Zstandard, every column optional.
 *
 * @source Apache Parquet format 2.10 (Encodings.md, parquet.thrift).
 */
export function rowGroup(
  columns: readonly ValuesOut[],
  nRows: number,
): { readonly bytes: Buffer; readonly group: RowGroup } {
  const parts: Buffer[] = [];
  const chunks: ColumnChunk[] = [];
  let at = 0;
  for (const column of columns) {
    const { pages, hasDictionary } = pagesOf(column, nRows);
    const [first] = pages;
    const packedBytes = sum(pages.map(({ bytes }) => bytes.length));
    chunks.push({
      offset: hasDictionary ? at + (first?.bytes.length ?? 0) : at,
      ...(hasDictionary && { dictionaryOffset: at }),
      packedBytes,
      plainBytes: sum(pages.map(({ plainBytes }) => plainBytes)),
    });
    parts.push(...pages.map(({ bytes }) => bytes));
    at += packedBytes;
  }
  return { bytes: Buffer.concat(parts), group: { nRows, sizeBytes: at, chunks } };
}

interface Page {
  readonly bytes: Buffer;
  readonly plainBytes: number;
}

function pagesOf(
  column: ValuesOut,
  nRows: number,
): { readonly pages: readonly Page[]; readonly hasDictionary: boolean } {
  const { isPresent, nPresent } = presence(column, nRows);
  const levels = oneBitRuns(isPresent);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(levels.length);
  const dataPage = (encoding: number, values: Buffer): Page =>
    page(Buffer.concat([head, levels, values]), {
      type: 0,
      field: 5,
      header: [
        [1, { i32: nRows }],
        [2, { i32: encoding }],
        [3, { i32: RLE }],
        [4, { i32: RLE }],
      ],
    });
  if (column.kind !== 'text')
    return {
      pages: [dataPage(PLAIN, plainNumbers(column, isPresent, nPresent))],
      hasDictionary: false,
    };
  const { levels: texts, codes } = column;
  const present = codes.filter((code) => code >= 0);
  if (texts.length * OFTEN > nPresent)
    return { pages: [dataPage(PLAIN, plainTexts(texts, present))], hasDictionary: false };
  const bits = bitsFor(texts.length);
  const values = Buffer.concat([Buffer.from([bits]), bitPacked(present, bits)]);
  const dictionary = page(plainTexts(texts, texts.keys()), {
    type: 2,
    field: 7,
    header: [
      [1, { i32: texts.length }],
      [2, { i32: PLAIN }],
    ],
  });
  return { pages: [dictionary, dataPage(RLE_DICTIONARY, values)], hasDictionary: true };
}

interface PageHeader {
  readonly type: number;
  /** Number of the field that describes this type. */
  readonly field: number;
  readonly header: readonly (readonly [number, { readonly i32: number }])[];
}

function page(content: Buffer, { type, field, header }: PageHeader): Page {
  const packed = zstdCompressSync(content, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  const described = compactThrift([
    [1, { i32: type }],
    [2, { i32: content.length }],
    [3, { i32: packed.length }],
    [field, { struct: header }],
  ]);
  return {
    bytes: Buffer.concat([described, packed]),
    plainBytes: described.length + content.length,
  };
}

/** Which rows hold something, and how many do. */
function presence(
  column: ValuesOut,
  nRows: number,
): { readonly isPresent: Uint8Array; readonly nPresent: number } {
  const isPresent = new Uint8Array(nRows);
  let nPresent = 0;
  const isThere = thereIn(column);
  for (let i = 0; i < nRows; i++)
    if (isThere(i)) {
      isPresent[i] = 1;
      nPresent++;
    }
  return { isPresent, nPresent };
}

function thereIn(column: ValuesOut): (i: number) => boolean {
  if (column.kind === 'text') {
    const { codes } = column;
    return (i) => (codes[i] as number) >= 0;
  }
  if (column.kind === 'whole') {
    const { isMissing } = column;
    return (i) => isMissing[i] !== 1;
  }
  const { values } = column;
  return (i) => !Number.isNaN(values[i]);
}

function plainNumbers(
  { values }: Exclude<ValuesOut, { readonly kind: 'text' }>,
  isPresent: Uint8Array,
  nPresent: number,
): Buffer {
  if (nPresent === isPresent.length)
    return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  // As halves of 32 bits: a whole number that passes through a double might change.
  const halves = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const present = new Uint32Array(2 * nPresent);
  for (let i = 0, k = 0; i < isPresent.length; i++) {
    if (isPresent[i] !== 1) continue;
    present[k++] = halves[2 * i] as number;
    present[k++] = halves[2 * i + 1] as number;
  }
  return Buffer.from(present.buffer);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
