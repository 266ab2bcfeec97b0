import {
  CELLS,
  type Heap,
  loadKernels,
  openHeap,
  POWERS_BYTES,
  putPowersOfTen,
} from '../kernels/index.ts';
import { openDictionaries } from './dictionaries.ts';
import { hardNumber } from './hard-number.ts';
import type { CellLevels } from './read-levels.ts';
import { rowHashes } from './row-hashes.ts';
import { openTextRoom, type TextPiece } from './text-room.ts';

/** How delimited text is cut. */
export interface CellShape {
  /** Cells of every record. */
  readonly nColumns: number;
  /** One ASCII character. */
  readonly delimiter: string;
  /** Whether `"` encloses cells. */
  readonly hasQuotes: boolean;
  /** Columns that are read, increasing. Default: all. */
  readonly places?: readonly number[] | undefined;
  /** Those of them that are read as numbers; the others get codes. Default: none. */
  readonly numbers?: ReadonlySet<number> | undefined;
  /** Columns whose cells are found and not read, in any order, besides those that are read. Default: none. */
  readonly spans?: readonly number[] | undefined;
  /** Different texts of a column up to which it gets codes. Default 2^19. */
  readonly maxLevels?: number | undefined;
  /** Memory of all dictionaries together, in bytes. Default 256 MiB. */
  readonly maxBytes?: number | undefined;
  /** Whether rows are told apart, so that duplicates can be counted. Default false. */
  readonly countsRows?: boolean | undefined;
  /** Whether the first record holds names and is left out. Default false. */
  readonly hasHeader?: boolean | undefined;
  /** Memory that they are in, which the caller takes back: for many cells one after the other. Default: one of their own. */
  readonly heap?: Heap | undefined;
}

/** Records that were cut. What they give is written over by the next ones. */
export interface CellRecords {
  readonly nRecords: number;
  /** A code per record: the place of its cell among the levels of the column. */
  readonly codes: (place: number) => Int32Array;
  /** Of a column that is read as numbers; NaN where a value is missing. */
  readonly numbers: (place: number) => Float64Array;
  /** Of a column whose cells are found: see `TextSpans`. */
  readonly spans: (place: number) => Uint32Array;
}

/**
 * Why reading stopped: `irregular` text must be looked at byte by byte; memory is `full` where all columns together have too many
 * different texts; `crowded` columns alone have too many; `other` is a column that is read as numbers and holds something else.
 */
export type CellsEnd =
  | { readonly end: 'irregular' }
  | { readonly end: 'full' }
  | { readonly end: 'crowded'; readonly places: readonly number[] }
  | { readonly end: 'other'; readonly place: number };

/** Cells of delimited text that comes in pieces. */
export interface Cells {
  /** Where the next bytes are written, at least `nBytes` long. */
  readonly room: (nBytes: number) => Uint8Array;
  /** Takes bytes that were written to the room; a record that goes on waits for its rest. Nothing follows when it gives an end. */
  readonly push: (nBytes: number, isLast: boolean) => CellRecords | CellsEnd;
  /** Different texts of a column that gets codes, in order of first appearance. */
  readonly levels: (place: number) => CellLevels;
  /** How many there are. */
  readonly nLevels: (place: number) => number;
  /** What was read as missing in a column of numbers, with its rows; empty cells are not among it. */
  readonly markers: (place: number) => ReadonlyMap<string, number>;
  /** Different rows; undefined where they were not told apart, or were too many for it. */
  readonly countDistinctRows: () => number | undefined;
}

const QUOTE = 34;
const [LF, CR] = [10, 13];

/**
 * Opens the cells of delimited text: each different cell of a column becomes a level, each row a code, or a number.
 *
 * What tables say repeats itself: a column of a million cells has mostly a few hundred different ones, and what is to be
 * known of the cells is then known of these. Text that does not repeat ends it; so does every irregularity, which it does not
 * name. Records are cut 16 bytes at a time, cells of up to 16 bytes compared as two words.
 *
 * @source Langdale & Lemire (2019), "Parsing Gigabytes of JSON per Second", VLDB Journal 28, on separators as masks.
 * @cost About 10 ns per cell; memory of the different texts, 32 bytes and 8 of slots each, up to twice that.
 */
export function openCells({
  nColumns,
  delimiter,
  hasQuotes,
  places = Array.from({ length: nColumns }, (_, j) => j),
  numbers = new Set(),
  spans = [],
  maxLevels = 1 << 19,
  maxBytes = 2 ** 28,
  countsRows = false,
  hasHeader = false,
  heap = openHeap(),
}: CellShape): Cells {
  const kernels = loadKernels(CELLS, heap.memory);
  const separator = delimiter.charCodeAt(0);
  const quote = hasQuotes ? QUOTE : 0;
  const dictionaries = openDictionaries(heap, nColumns);
  const text = openTextRoom(heap, spans.length === 0 ? 8 : 16);
  const rows = countsRows && places.length === nColumns ? rowHashes(heap) : undefined;
  const markers = new Map<number, Map<string, number>>();
  const positions = new Map(places.map((place, k) => [place, k]));
  const powers = numbers.size > 0 ? heap.take(POWERS_BYTES) : 0;
  if (powers !== 0) putPowersOfTen(heap, powers);
  let [nHeaders, nTaken] = [hasHeader ? 1 : 0, 0];

  /** Cuts the text; undefined where it is not regular. */
  const cut = ({ at, length, ends }: TextPiece, isLast: boolean) => {
    const first = ends + 4;
    heap.ints(ends, 1)[0] = at - 1;
    const nEnds = kernels.cut(at, length, separator, quote, isLast ? 1 : 0, first);
    if (nEnds < 0) return undefined;
    const found = heap.ints(first, nEnds);
    const bytes = heap.bytes(at, length);
    const endOf = (k: number): number => (k < 0 ? -1 : (found[k] ?? 0) - at);
    const isFeed = (k: number): boolean => k < 0 || bytes[endOf(k)] === LF;
    const isBlank = (k: number): boolean =>
      isFeed(k) && isFeed(k - 1) && isEmptyLine(bytes, endOf(k - 1), endOf(k));
    let nFilled = nEnds;
    if (nColumns > 1) while (nFilled > 0 && isBlank(nFilled - 1)) nFilled--;
    const nCut = Math.floor(nFilled / nColumns);
    const used = nCut * nColumns;
    let isRagged = isLast && used < nFilled;
    for (let k = used; k < nFilled; k++) isRagged ||= isFeed(k);
    const nUsed = endOf(used - 1) + 1;
    return isRagged ? undefined : { first, nCut, nUsed };
  };

  const readNumbers = (
    place: number,
    ends: number,
    { nRecords, values, hard }: { nRecords: number; values: number; hard: number },
  ): CellsEnd | undefined => {
    const nHard = kernels.numbers(
      ends,
      nColumns,
      place,
      nRecords,
      separator,
      quote,
      values,
      hard,
      powers,
    );
    if (nHard < 0) return { end: 'irregular' };
    const listed = heap.ints(hard, 3 * nHard);
    const out = heap.doubles(values, nRecords);
    for (let k = 0; k < listed.length; k += 3) {
      const [row = 0, start = 0, end = 0] = listed.subarray(k, k + 3);
      const found = hardNumber(textAt(heap, start, end));
      if (found.is === 'other') return { end: 'other', place };
      if (found.is === 'number') out[row] = found.value;
      else countMarker(markers, place, found.marker);
    }
    return undefined;
  };

  const readCodes = (
    place: number,
    ends: number,
    { nRecords, codes, hashes }: { nRecords: number; codes: number; hashes: number },
  ): CellsEnd | undefined => {
    const done = kernels.code(
      dictionaries.column(place, nRecords),
      dictionaries.texts,
      ends,
      nColumns,
      place,
      nRecords,
      separator,
      quote,
      codes,
      hashes,
    );
    return done < 0 ? { end: 'irregular' } : undefined;
  };

  const push: Cells['push'] = (nBytes, isLast) => {
    const piece = text.take(nBytes, isLast);
    const found = cut(piece, isLast);
    if (found === undefined) return { end: 'irregular' };
    const skipped = Math.min(nHeaders, found.nCut);
    const ends = found.first + 4 * skipped * nColumns;
    const nRecords = found.nCut - skipped;
    nHeaders -= skipped;
    dictionaries.reserveTexts(piece.length);
    const hashes = rows?.room(nRecords) ?? 0;
    const addressOf = (place: number): number =>
      piece.found + 8 * nRecords * (positions.get(place) ?? 0);
    for (const place of places) {
      const at = addressOf(place);
      const ended = numbers.has(place)
        ? readNumbers(place, ends, { nRecords, values: at, hard: piece.rows })
        : readCodes(place, ends, { nRecords, codes: at, hashes });
      if (ended !== undefined) return ended;
      if (hashes !== 0 && numbers.has(place)) kernels.hashNumbers(at, place, nRecords, hashes);
    }
    const spansAt = (place: number): number =>
      piece.found + 8 * nRecords * (places.length + spans.indexOf(place));
    const base = piece.at - nTaken;
    for (const place of spans) {
      const at = spansAt(place);
      const done = kernels.spans(ends, nColumns, place, nRecords, separator, quote, base, at);
      if (done < 0) return { end: 'irregular' };
    }
    nTaken += found.nUsed;
    const crowded = places.filter((place) => dictionaries.nLevels(place) > maxLevels);
    if (crowded.length > 0) return { end: 'crowded', places: crowded };
    if (dictionaries.nBytes() > maxBytes) return { end: 'full' };
    text.keep(found.nUsed);
    return {
      nRecords,
      codes: (place) => heap.ints(addressOf(place), nRecords),
      numbers: (place) => heap.doubles(addressOf(place), nRecords),
      spans: (place) => new Uint32Array(heap.memory.buffer, spansAt(place), 2 * nRecords),
    };
  };

  return {
    room: text.room,
    push,
    levels: dictionaries.levels,
    nLevels: dictionaries.nLevels,
    markers: (place) => markers.get(place) ?? new Map(),
    countDistinctRows: () => rows?.count(),
  };
}

/** Whether nothing stands between two line breaks. */
function isEmptyLine(bytes: Uint8Array, before: number, end: number): boolean {
  return before === end - 1 || (before === end - 2 && bytes[before + 1] === CR);
}

/** Hard cells are short and rare: what stands there is decoded one by one. */
function textAt(heap: Heap, start: number, end: number): string {
  let text = '';
  for (const byte of heap.bytes(start, end - start)) text += String.fromCharCode(byte);
  return text;
}

function countMarker(
  markers: Map<number, Map<string, number>>,
  place: number,
  marker: string,
): void {
  const counts = markers.get(place) ?? new Map<string, number>();
  markers.set(place, counts);
  counts.set(marker, (counts.get(marker) ?? 0) + 1);
}
