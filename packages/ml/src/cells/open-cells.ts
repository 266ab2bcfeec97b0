import { CELLS, type Heap, LEVEL_BYTES, loadKernels, openHeap } from '../kernels/index.ts';
import { type CellLevels, readLevels } from './read-levels.ts';
import { rowHashes } from './row-hashes.ts';

/** How delimited text is cut. */
export interface CellShape {
  /** Cells of every record. */
  readonly nColumns: number;
  /** One ASCII character. */
  readonly delimiter: string;
  /** Whether `"` encloses cells. */
  readonly hasQuotes: boolean;
  /** Columns that are coded, increasing. Default: all. */
  readonly places?: readonly number[] | undefined;
  /** Different texts of a column up to which it is coded. Default 2^19. */
  readonly maxLevels?: number | undefined;
  /** Memory of all dictionaries together, in bytes. Default 256 MiB. */
  readonly maxBytes?: number | undefined;
  /** Whether rows are told apart, so that duplicates can be counted. Default false. */
  readonly countsRows?: boolean | undefined;
  /** Whether the first record holds names and is left out. Default false. */
  readonly hasHeader?: boolean | undefined;
}

/** Records that were cut and coded. Codes are written over by the next ones. */
export interface CodedRecords {
  readonly nRecords: number;
  /** A code per record: the place of its cell among the levels of a column that is coded. */
  readonly codes: (place: number) => Int32Array;
}

/**
 * Why coding stopped: `irregular` text must be looked at byte by byte; a `crowded` column has too many different texts to be
 * coded, or all have together.
 */
export type CodingEnd =
  | { readonly end: 'irregular' }
  | { readonly end: 'crowded'; readonly place: number };

/** Dictionaries of the cells of delimited text that comes in pieces. */
export interface Cells {
  /** Where the next bytes are written, at least `nBytes` long. */
  readonly room: (nBytes: number) => Uint8Array;
  /** Takes bytes that were written to the room; a record that goes on waits for its rest. Nothing follows when it gives an end. */
  readonly push: (nBytes: number, isLast: boolean) => CodedRecords | CodingEnd;
  /** Different texts of a coded column in order of first appearance. */
  readonly levels: (place: number) => CellLevels;
  /** Different rows; undefined where they were not told apart, or were too many for it. */
  readonly countDistinctRows: () => number | undefined;
}

const QUOTE = 34;
const LF = 10;
/** Bytes behind the text that kernels may read. */
const MARGIN = 32;
/** Long texts are kept in pieces of this many bytes or more. */
const ARENA_BYTES = 1 << 20;
const COLUMN_WORDS = 4;
const FEWEST_LEVELS = 64;

/**
 * Opens dictionaries: each different cell of a column becomes a level, each row a code.
 *
 * What tables say repeats itself: a column of a million cells has mostly a few hundred different ones, and what is to be
 * known of the cells is then known of these. Text that does not repeat ends it; so does every irregularity, which it does not
 * name. Records are cut 16 bytes at a time (Langdale & Lemire 2019), cells of up to 16 bytes compared as two words.
 *
 * @source Langdale & Lemire (2019), "Parsing Gigabytes of JSON per Second", VLDB Journal 28, on separators as masks.
 * @cost About 10 ns per cell; memory of the different texts, 32 bytes and 4 to 8 of slots each.
 */
export function openCells({
  nColumns,
  delimiter,
  hasQuotes,
  places = Array.from({ length: nColumns }, (_, j) => j),
  maxLevels = 1 << 19,
  maxBytes = 2 ** 28,
  countsRows = false,
  hasHeader = false,
}: CellShape): Cells {
  const heap = openHeap();
  const kernels = loadKernels(CELLS, heap.memory);
  const separator = delimiter.charCodeAt(0);
  const quote = hasQuotes ? QUOTE : 0;
  const columns = heap.take(4 * COLUMN_WORDS * nColumns);
  const arena = heap.take(4);
  const capacities = new Float64Array(nColumns);
  heap.ints(columns, COLUMN_WORDS * nColumns).fill(0);
  const rows = countsRows && places.length === nColumns ? rowHashes(heap) : undefined;
  const text = textRoom(heap);
  let nHeaders = hasHeader ? 1 : 0;
  let arenaEnd = 0;
  let dictionaryBytes = 0;

  const column = (place: number): Int32Array =>
    heap.ints(columns + 4 * COLUMN_WORDS * place, COLUMN_WORDS);

  const take = (nBytes: number): number => {
    dictionaryBytes += nBytes;
    return heap.take(nBytes);
  };

  /** Makes room for as many new levels as there are records. */
  const reserve = (place: number, nRecords: number): void => {
    const head = column(place);
    const nLevels = head[3] ?? 0;
    const needed = nLevels + nRecords;
    if (needed <= (capacities[place] ?? 0)) return;
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(FEWEST_LEVELS, needed)));
    const levels = take(LEVEL_BYTES * capacity);
    const slots = take(4 * 2 * capacity);
    heap.bytes(levels, LEVEL_BYTES * nLevels).set(heap.bytes(head[2] ?? 0, LEVEL_BYTES * nLevels));
    heap.ints(slots, 2 * capacity).fill(0);
    head.set([slots, 2 * capacity - 1, levels]);
    capacities[place] = capacity;
    kernels.refill(columns + 4 * COLUMN_WORDS * place);
  };

  const reserveArena = (nBytes: number): void => {
    const at = heap.ints(arena, 1);
    if ((at[0] ?? 0) + nBytes + MARGIN <= arenaEnd) return;
    const size = Math.max(ARENA_BYTES, nBytes + MARGIN);
    at[0] = take(size);
    arenaEnd = (at[0] ?? 0) + size;
  };

  const push: Cells['push'] = (nBytes, isLast) => {
    const { at, length, ends, codes } = text.finish(nBytes, isLast);
    const first = ends + 4;
    const nEnds = kernels.cut(at, length, separator, quote, isLast ? 1 : 0, first);
    if (nEnds < 0) return { end: 'irregular' };
    const nCut = Math.floor(nEnds / nColumns);
    const used = nCut * nColumns;
    const found = heap.ints(first, nEnds);
    const bytes = heap.bytes(at, length);
    const hasFeed = (end: number): boolean => bytes[end - at] === LF;
    if (isLast ? used !== nEnds : found.subarray(used).some(hasFeed)) return { end: 'irregular' };
    heap.ints(ends, 1)[0] = at - 1;
    const from = Math.min(nHeaders, nCut);
    const nRecords = nCut - from;
    nHeaders -= from;
    reserveArena(length);
    const hashes = rows?.room(nRecords) ?? 0;
    for (const [k, place] of places.entries()) {
      reserve(place, nRecords);
      const done = kernels.code(
        columns + 4 * COLUMN_WORDS * place,
        arena,
        first + 4 * from * nColumns,
        nColumns,
        place,
        nRecords,
        separator,
        quote,
        codes + 4 * k * nRecords,
        hashes,
      );
      if (done < 0) return { end: 'irregular' };
      if ((column(place)[3] ?? 0) > maxLevels) return { end: 'crowded', place };
    }
    if (dictionaryBytes > maxBytes) return { end: 'crowded', place: fullest() };
    text.keep(used === 0 ? 0 : (found[used - 1] ?? 0) + 1 - at);
    return {
      nRecords,
      codes: (place) => heap.ints(codes + 4 * places.indexOf(place) * nRecords, nRecords),
    };
  };

  const fullest = (): number =>
    places.reduce((most, place) =>
      (column(place)[3] ?? 0) > (column(most)[3] ?? 0) ? place : most,
    );

  return {
    room: text.room,
    push,
    levels: (place) => {
      const [, , at = 0, n = 0] = column(place);
      return readLevels(heap, at, n);
    },
    countDistinctRows: () => rows?.count(),
  };
}

/** The bytes that wait, and room for what is found in them: separators, and codes of no more cells than there are bytes. */
function textRoom(heap: Heap) {
  let [at, size, kept, ends, codes] = [0, 0, 0, 0, 0];
  return {
    room(nBytes: number): Uint8Array {
      if (kept + nBytes > size) {
        const before = heap.bytes(at, kept).slice();
        size = kept + nBytes;
        at = heap.take(size + MARGIN);
        ends = heap.take(4 * (size + 4));
        codes = heap.take(4 * (size + 4));
        heap.bytes(at, kept).set(before);
      }
      return heap.bytes(at + kept, nBytes);
    },
    /** Ends the last line, too, where the text does not. */
    finish(nBytes: number, isLast: boolean) {
      let length = kept + nBytes;
      const bytes = heap.bytes(at, size + MARGIN);
      if (isLast && length > 0 && bytes[length - 1] !== LF) bytes[length++] = LF;
      kept = length;
      return { at, length, ends, codes };
    },
    keep(nUsed: number): void {
      const bytes = heap.bytes(at, kept);
      bytes.copyWithin(0, nUsed);
      kept -= nUsed;
    },
  };
}
