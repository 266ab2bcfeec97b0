import { isUtf8 } from 'node:buffer';
import { type Heap, openCells, type TextSpans } from '@kaizenml/ml/cells';
import type { Delimiter } from '../csv/dialect.ts';
import { readRecords } from '../csv/records.ts';
import { createLevelCoder } from './level-coder.ts';
import type { PieceRows, RawColumn } from './piece.ts';

/** Cells are cut so many bytes at a time: what kernels work on stays near the processor. */
const STEP_BYTES = 1 << 17;

/** What is read of delimited text. */
export interface CsvWanted {
  readonly delimiter: Delimiter;
  readonly names: readonly string[];
  /** Columns that are read. */
  readonly wanted: ReadonlySet<string>;
  /** Columns whose bytes are wanted as they stand there; where these are not regular, they are read. Default: none. */
  readonly spans?: ReadonlySet<string>;
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
  const spans = options.spans === undefined || !isUtf8(bytes) ? new Set<string>() : options.spans;
  const isRead = (name: string): boolean =>
    wanted.has(name) || (options.spans?.has(name) === true && !spans.has(name));
  const placesOf = (isOne: (name: string) => boolean): number[] =>
    names.flatMap((name, j) => (isOne(name) ? [j] : []));
  const places = placesOf(isRead);
  const asNumbers = new Set(places.filter((j) => numbers.has(names[j] ?? '')));
  for (;;) {
    const mark = options.heap.mark();
    const read = readRegular(bytes, options, {
      places,
      asNumbers,
      spans: placesOf((name) => spans.has(name)),
    });
    options.heap.release(mark);
    if (!('end' in read)) return read;
    if (read.place === undefined) return readIrregular(bytes, options);
    asNumbers.delete(read.place);
  }
}

interface Plan {
  readonly places: readonly number[];
  readonly asNumbers: ReadonlySet<number>;
  readonly spans: readonly number[];
}

/** The columns; or the end of it, and the place of a column that holds other things than numbers. */
function readRegular(
  bytes: Uint8Array,
  { delimiter, names, heap }: CsvWanted,
  { places, asNumbers, spans }: Plan,
): PieceRows | { readonly end: true; readonly place?: number } {
  const cells = openCells({
    heap,
    nColumns: names.length,
    delimiter,
    hasQuotes: true,
    places: places.length === 0 ? [0] : places,
    spans,
    numbers: asNumbers,
    maxLevels: Number.POSITIVE_INFINITY,
    maxBytes: 2 ** 30,
  });
  const parts = new Map<number, (Float64Array | Int32Array)[]>(places.map((place) => [place, []]));
  const pairs = new Map<number, Uint32Array[]>(spans.map((place) => [place, []]));
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
    for (const [place, pieces] of pairs) pieces.push(records.spans(place).slice());
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
  const found = [...pairs].map(([place, pieces]): [string, TextSpans] => [
    names[place] ?? '',
    { bytes, pairs: joined(new Uint32Array(2 * nRows), pieces) },
  ]);
  return { nRows, columns, spans: new Map(found), broken: new Map() };
}

function joined<Into extends Float64Array | Int32Array | Uint32Array>(
  into: Into,
  parts: readonly (Float64Array | Int32Array | Uint32Array)[],
): Into {
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
  return into;
}

/** Record by record; bytes that are not UTF-8 break the record that they stand in. */
function readIrregular(
  bytes: Uint8Array,
  { delimiter, names, wanted, spans = new Set() }: CsvWanted,
): PieceRows {
  const isText = isUtf8(bytes);
  const dialect = { delimiter, hasQuotes: true, recordEnd: 'lf' } as const;
  const records = readRecords(Buffer.from(bytes).toString('utf8'), dialect, true);
  const broken = new Map<number, string>();
  const coders = new Map(
    [...wanted, ...spans].map((name) => [name, createLevelCoder(records.length)]),
  );
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
