import { type Column, isNumeric, type Table } from '../table/index.ts';

/**
 * Number of rows that equal an earlier row in every column; missing equals missing.
 *
 * Rows are hashed column by column and compared cell by cell only where hashes meet, so the count is exact.
 *
 * @cost O(rows * columns) time, 16 bytes per row of memory.
 * @source Knuth (1998), "The Art of Computer Programming" 3, 6.4: open addressing with linear probing.
 */
export function countDuplicateRows({ nRows, columns }: Table): number {
  if (columns.length === 0) return 0;
  const hashes = hashRows(columns, nRows);
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, nRows * 2)));
  const slots = new Int32Array(size).fill(-1);
  let nDuplicates = 0;
  for (let row = 0; row < nRows; row++) {
    let slot = hashes[row] & (size - 1);
    while (slots[slot] >= 0 && !isSameRow(columns, hashes, slots[slot], row))
      slot = (slot + 1) & (size - 1);
    if (slots[slot] >= 0) nDuplicates++;
    else slots[slot] = row;
  }
  return nDuplicates;
}

/** A hash per row: equal rows have equal hashes, missing equals missing. @cost O(rows * columns) */
export function hashRows(columns: readonly Column[], nRows: number): Int32Array {
  const hashes = new Int32Array(nRows);
  for (const column of columns) {
    if (!isNumeric(column)) {
      for (let i = 0; i < nRows; i++) hashes[i] = mixHash(hashes[i], column.codes[i]);
      continue;
    }
    const { values } = column;
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
    for (let i = 0; i < nRows; i++) {
      const isPlain = values[i] !== 0 && !Number.isNaN(values[i]);
      const word = isPlain ? bits[2 * i] ^ Math.imul(bits[2 * i + 1], 0x9e3779b1) : 0;
      hashes[i] = mixHash(hashes[i], word);
    }
  }
  for (let i = 0; i < nRows; i++) hashes[i] = mixHash(hashes[i], hashes[i] >>> 15);
  return hashes;
}

/** Mixes a word into a hash. @source Appleby (2011), MurmurHash3's finalizer. */
export function mixHash(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x85ebca6b);
  return Math.imul((h ^ (h >>> 13)) + 0x7f4a7c15, 0xc2b2ae35);
}

/** Whether two rows hold the same values; hashes of `hashRows` tell most apart at once. */
export function isSameRow(
  columns: readonly Column[],
  hashes: Int32Array,
  a: number,
  b: number,
): boolean {
  if (hashes[a] !== hashes[b]) return false;
  return columns.every((column) => {
    if (!isNumeric(column)) return column.codes[a] === column.codes[b];
    const x = column.values[a];
    const y = column.values[b];
    return x === y || (Number.isNaN(x) && Number.isNaN(y));
  });
}
