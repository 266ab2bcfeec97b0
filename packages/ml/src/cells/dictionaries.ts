import { CELLS, type Heap, LEVEL_BYTES, loadKernels } from '../kernels/index.ts';
import { type CellLevels, readLevels } from './read-levels.ts';
import { MARGIN } from './text-room.ts';

/** Dictionaries of columns on a heap. */
export interface Dictionaries {
  /** Bytes that they take. */
  readonly nBytes: () => number;
  readonly nLevels: (place: number) => number;
  readonly levels: (place: number) => CellLevels;
  /** Room for the long texts among so many bytes. */
  readonly reserveTexts: (nBytes: number) => void;
  /** The record of a column for `code`, with room for as many new levels as there are records. */
  readonly column: (place: number, nRecords: number) => number;
  /** The record of the long texts for `code`. */
  readonly texts: number;
}

/** Long texts are kept in pieces of this many bytes or more. */
const ARENA_BYTES = 1 << 20;
const COLUMN_WORDS = 4;
const FEWEST_LEVELS = 64;

/** Opens a dictionary for each of so many columns; those that are not asked for take nothing. */
export function openDictionaries(heap: Heap, nColumns: number): Dictionaries {
  const kernels = loadKernels(CELLS, heap.memory);
  const columns = heap.take(4 * COLUMN_WORDS * nColumns);
  const texts = heap.take(4);
  heap.ints(columns, COLUMN_WORDS * nColumns).fill(0);
  heap.ints(texts, 1).fill(0);
  const capacities = new Float64Array(nColumns);
  let [textsEnd, taken] = [0, 0];
  const addressOf = (place: number): number => columns + 4 * COLUMN_WORDS * place;
  const recordOf = (place: number): Int32Array => heap.ints(addressOf(place), COLUMN_WORDS);
  const nLevels = (place: number): number => recordOf(place)[3] ?? 0;
  const take = (nBytes: number): number => {
    taken += nBytes;
    return heap.take(nBytes);
  };

  const grow = (place: number, needed: number): void => {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(FEWEST_LEVELS, needed)));
    const [levels, slots] = [take(LEVEL_BYTES * capacity), take(8 * capacity)];
    const record = recordOf(place);
    const nBytes = LEVEL_BYTES * nLevels(place);
    heap.bytes(levels, nBytes).set(heap.bytes((record[2] ?? 0) >>> 0, nBytes));
    heap.ints(slots, 2 * capacity).fill(0);
    record.set([slots, 2 * capacity - 1, levels]);
    capacities[place] = capacity;
    kernels.refill(addressOf(place));
  };

  return {
    texts,
    nLevels,
    nBytes: () => taken,
    levels: (place) => readLevels(heap, (recordOf(place)[2] ?? 0) >>> 0, nLevels(place)),
    reserveTexts(nBytes) {
      const next = heap.ints(texts, 1);
      if (((next[0] ?? 0) >>> 0) + nBytes + MARGIN <= textsEnd) return;
      const size = Math.max(ARENA_BYTES, nBytes + MARGIN);
      const at = take(size);
      next[0] = at;
      textsEnd = at + size;
    },
    column(place, nRecords) {
      const needed = nLevels(place) + nRecords;
      if (needed > (capacities[place] ?? 0)) grow(place, needed);
      return addressOf(place);
    },
  };
}
