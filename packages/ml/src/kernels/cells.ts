import { WASM } from './cells.generated.ts';
import { cellsTwin } from './cells-twin.ts';
import type { KernelArea } from './load-kernels.ts';

/** Kernels that cut delimited text and give codes to its cells. Addresses are bytes; behind the text 16 more may be read. */
export interface CellKernels {
  /**
   * Writes the addresses of the separators outside of quotes to `ends` and returns how many, or -1 where the text is not
   * regular: a stray quote, a quote behind a space, a carriage return alone. `quote` is 0 where there are none.
   */
  cut(
    text: number,
    length: number,
    delimiter: number,
    quote: number,
    isLast: number,
    ends: number,
  ): number;
  /**
   * Codes column `place` of records; `ends` as `cut` writes them, -4 holds where the first record begins, less one.
   *
   * `column` holds, as 32-bit words, the address of its slots, the mask of their number (a power of two, above all levels), the
   * address of its levels, and their number; `arena` the address where the next long text goes. Returns `nRecords`, or
   * -1 - i where record i does not have `nColumns` cells. `codes` (32 bits a row) and `hashes` (64) may be 0; hashes take the
   * columns in, which come in their order.
   */
  code(
    column: number,
    arena: number,
    ends: number,
    nColumns: number,
    place: number,
    nRecords: number,
    delimiter: number,
    quote: number,
    codes: number,
    hashes: number,
  ): number;
  /**
   * Reads one column of records as numbers, 64 bits each: NaN where a cell is empty, and where it is not a plain decimal of at most 19
   * digits that a double may stand for; `powers` is where `putPowersOfTen` put them. Rows of the latter are listed in `hard`, three words each: the row, where its cell begins and where it ends. Returns how many, or
   * -1 - i where record i does not have `nColumns` cells.
   */
  numbers(
    ends: number,
    nColumns: number,
    place: number,
    nRecords: number,
    delimiter: number,
    quote: number,
    values: number,
    hard: number,
    powers: number,
  ): number;
  /**
   * Finds the cells of one column of records: two words each, how far from `base` it begins, and its length without quotes around it,
   * with `HAS_PAIRS`. Returns `nRecords`, or -1 - i as `code` does.
   */
  spans(
    ends: number,
    nColumns: number,
    place: number,
    nRecords: number,
    delimiter: number,
    quote: number,
    base: number,
    found: number,
  ): number;
  /** Takes numbers into the hashes of their rows as `code` does: equal and missing ones alike. */
  hashNumbers(values: number, place: number, nRecords: number, hashes: number): void;
  /** Puts the levels of a column into slots that are zero. */
  refill(column: number): void;
  /** Sorts 64-bit words by their upper 8 bits; `buckets` is room for 257 words of 32 bits. Returns the longest bucket. */
  partition(words: number, n: number, sorted: number, buckets: number): number;
  /** How many words in such buckets differ above their lowest bit; `nSlots` is a power of two above the longest bucket. */
  countDistinct(sorted: number, buckets: number, slots: number, nSlots: number): number;
}

/** Kernels on the cells of delimited text. */
export const CELLS: KernelArea<CellKernels> = { wasm: WASM, twin: cellsTwin };

/** Bytes of a level: its text when it is short or 64 bits of its hash, then the words below. */
export const LEVEL_BYTES = 32;
/** Words of 32 bits at these places of a level. */
export const LEVEL_START = 4;
export const LEVEL_LENGTH = 5;
export const LEVEL_COUNT = 6;
/** Texts up to this many bytes lie in their level, longer ones at its start. */
export const SHORT_BYTES = 16;
/** Bit of a length: doubled quotes stand for one. */
export const HAS_PAIRS = 0x8000_0000;
