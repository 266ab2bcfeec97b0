import type { DuckDBDataChunk } from '../engine/duck-db.ts';
import { trimBlanks } from '../engine/trim-blanks.ts';
import type { LevelCoder } from './level-coder.ts';
import { type ChunkVector, hasValue, type VectorRows, valueBits } from './vector-rows.ts';

/** A column of texts as it lies in the memory of the database: 16 bytes per row, and a bit that says whether there is a value. */
interface TextVector extends Pick<ChunkVector<never>, 'validity'> {
  readonly dataView: DataView;
  readonly getItem: (row: number) => string | null;
}

/** Bytes of a text that lies in its 16 bytes whole; of a longer one only the place. */
const INLINE_BYTES = 12;

/**
 * Makes codes of the texts of chunks without blanks around them, of which a different one is read once: its 16 bytes tell it from the others.
 *
 * Of texts longer than 12 bytes these hold a place in memory, which tells them apart within one chunk alone.
 *
 * @cost O(rows); a text is made of bytes once per different text, or, of long ones, once per place.
 */
export function vectorTexts(
  coder: LevelCoder,
): (chunk: DuckDBDataChunk, j: number, rows: VectorRows) => void {
  const short = wordTable();
  const long = wordTable();
  return (chunk, j, { used, n, filled }) => {
    const vector = chunk.getColumnVector(j) as unknown as TextVector;
    const { buffer, byteOffset } = vector.dataView;
    const words = new Int32Array(buffer, byteOffset, 4 * (used + n));
    const bits = valueBits(vector);
    long.clear();
    for (let i = 0; i < n; i++) {
      const row = used + i;
      if (bits !== undefined && !hasValue(bits, row)) continue;
      const isShort = (words[4 * row] as number) >>> 0 <= INLINE_BYTES;
      const table = isShort ? short : long;
      const slot = table.find(words, 4 * row);
      let code = table.codes[slot] as number;
      if (code < 0) {
        code = coder.codeOf(trimBlanks(vector.getItem(row) as string));
        table.put(slot, words, 4 * row, code);
      }
      coder.codes[filled + i] = code;
    }
  };
}

/** Codes by four words. */
interface WordTable {
  /** Code per slot, -1 where it is free. */
  codes: Int32Array;
  /** The slot of four words, or a free one. */
  find(words: Int32Array, at: number): number;
  put(slot: number, words: Int32Array, at: number, code: number): void;
  clear(): void;
}

function wordTable(): WordTable {
  let keys = new Int32Array(4 << 8);
  let nFilled = 0;
  const table: WordTable = {
    codes: new Int32Array(1 << 8).fill(-1),
    find(words, at) {
      const { codes } = table;
      const mask = codes.length - 1;
      const [a, b, c, d] = [words[at], words[at + 1], words[at + 2], words[at + 3]] as [
        number,
        number,
        number,
        number,
      ];
      let slot = hash(a, b, c, d) & mask;
      while ((codes[slot] as number) >= 0) {
        const k = 4 * slot;
        if (keys[k] === a && keys[k + 1] === b && keys[k + 2] === c && keys[k + 3] === d) break;
        slot = (slot + 1) & mask;
      }
      return slot;
    },
    put(slot, words, at, code) {
      keys.set(words.subarray(at, at + 4), 4 * slot);
      table.codes[slot] = code;
      if (++nFilled * 2 > table.codes.length) grow();
    },
    clear() {
      if (nFilled > 0) table.codes.fill(-1);
      nFilled = 0;
    },
  };
  const grow = (): void => {
    const [oldKeys, oldCodes] = [keys, table.codes];
    keys = new Int32Array(2 * oldKeys.length);
    table.codes = new Int32Array(2 * oldCodes.length).fill(-1);
    for (const [slot, code] of oldCodes.entries()) {
      if (code < 0) continue;
      const into = table.find(oldKeys, 4 * slot);
      keys.set(oldKeys.subarray(4 * slot, 4 * slot + 4), 4 * into);
      table.codes[into] = code;
    }
  };
  return table;
}

function hash(a: number, b: number, c: number, d: number): number {
  let h = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15) ^ c, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13) ^ d, 0x27d4eb2f);
  return h ^ (h >>> 16);
}
