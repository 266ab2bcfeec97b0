import { isUtf8 } from 'node:buffer';
import { type Heap, openCells } from '@kaizenml/ml/cells';
import type { Delimiter } from '../csv/dialect.ts';
import { readRecords } from '../csv/records.ts';
import { createLevelCoder } from './level-coder.ts';
import type { PieceRows, RawColumn } from './piece.ts';

/** Cells are cut so many bytes at a time: what kernels work on stays near the processor. */
const STEP_BYTES = 1 << 19;

/** What is read of delimited text. */
export interface CsvWanted {
  readonly delimiter: Delimiter;
  readonly names: readonly string[];
  /** Columns that are read. */
  readonly wanted: ReadonlySet<string>;
  /** Those that are read as numbers where every cell is one; the others are texts. */
  readonly numbers: ReadonlySet<string>;
  /** Memory that cells are cut in; nothing of it is in use after. */
  readonly heap: Heap;
}

/**
 * Cuts delimited text without its header into columns: by its different cells where it is regular, else record by record, so that
 * a record with too many or too few cells is known by its place.
 */
export function readCsvPiece(bytes: Uint8Array, options: CsvWanted): PieceRows {
  const { names, wanted, numbers } = options;
  const places = names.flatMap((name, j) => (wanted.has(name) ? [j] : []));
  const asNumbers = new Set(places.filter((j) => numbers.has(names[j] ?? '')));
  for (;;) {
    const mark = options.heap.mark();
    const read = readRegular(bytes, options, { places, asNumbers });
    options.heap.release(mark);
    if (!('end' in read)) return read;
    if (read.place === undefined) return readIrregular(bytes, options);
    asNumbers.delete(read.place);
  }
}

interface Plan {
  readonly places: readonly number[];
  readonly asNumbers: ReadonlySet<number>;
}

/** The columns; or the end of it, and the place of a column that holds other things than numbers. */
function readRegular(
  bytes: Uint8Array,
  { delimiter, names, heap }: CsvWanted,
  { places, asNumbers }: Plan,
): PieceRows | { readonly end: true; readonly place?: number } {
  const cells = openCells({
    heap,
    nColumns: names.length,
    delimiter,
    hasQuotes: true,
    places: places.length === 0 ? [0] : places,
    numbers: asNumbers,
    maxLevels: Number.POSITIVE_INFINITY,
    maxBytes: 2 ** 30,
  });
  const parts = new Map<number, (Float64Array | Int32Array)[]>(places.map((place) => [place, []]));
  let nRows = 0;
  for (let at = 0; ; at += STEP_BYTES) {
    const step = bytes.subarray(at, at + STEP_BYTES);
    const isLast = at + STEP_BYTES >= bytes.length;
    cells.room(STEP_BYTES).set(step);
    const records = cells.push(step.length, isLast);
    if ('end' in records)
      return records.end === 'other' ? { end: true, place: records.place } : { end: true };
    nRows += records.nRecords;
    for (const [place, pieces] of parts)
      pieces.push((asNumbers.has(place) ? records.numbers(place) : records.codes(place)).slice());
    if (isLast) break;
  }
  const columns = new Map<string, RawColumn>();
  for (const [place, pieces] of parts) {
    const column: RawColumn = asNumbers.has(place)
      ? { layout: 'numbers', values: joined(new Float64Array(nRows), pieces) }
      : {
          layout: 'texts',
          codes: joined(new Int32Array(nRows), pieces),
          levels: cells.levels(place).texts,
        };
    columns.set(names[place] ?? '', column);
  }
  return { nRows, columns, broken: new Map() };
}

function joined<Into extends Float64Array | Int32Array>(
  into: Into,
  parts: readonly (Float64Array | Int32Array)[],
): Into {
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
  return into;
}

/** Record by record; bytes that are not UTF-8 break the record that they stand in. */
function readIrregular(bytes: Uint8Array, { delimiter, names, wanted }: CsvWanted): PieceRows {
  const isText = isUtf8(bytes);
  const dialect = { delimiter, hasQuotes: true, recordEnd: 'lf' } as const;
  const records = readRecords(Buffer.from(bytes).toString('utf8'), dialect, true);
  const broken = new Map<number, string>();
  const coders = new Map([...wanted].map((name) => [name, createLevelCoder(records.length)]));
  for (const [i, record] of records.entries()) {
    if (record.length !== names.length)
      broken.set(i, `The row must have ${names.length} cells, got ${record.length}.`);
    else if (!isText && record.some((cell) => cell.includes('\ufffd')))
      broken.set(i, 'The row must be text in UTF-8, got other bytes.');
    else for (const [j, name] of names.entries()) coders.get(name)?.set(i, record[j] ?? '');
  }
  const columns = new Map([...coders].map(([name, coder]) => [name, coder.finish()]));
  return { nRows: records.length, columns, broken };
}
