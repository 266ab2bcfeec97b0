import { createSightings, type Sightings, see } from './sightings.ts';

/** Rows that occur more than once. */
export interface DuplicateRows {
  /** Rows that were seen before; the value is the line of the first. */
  readonly seen: Sightings;
  /** 1 where every row was compared; 8 when one kind of row out of 8 was. */
  readonly sampledEvery: number;
}

/** Rows that are remembered. */
const MOST_REMEMBERED = 1 << 18;
const LOW_BITS = 1 << 21;

/**
 * Counts rows that occur again, by 53 bits of hash: all rows of a table that is remembered whole; of a longer one an
 * even sample, chosen by hash, so that copies of a row are always chosen together.
 *
 * @cost O(columns) per row, memory for 262,144 rows.
 */
export function createDuplicateRows(most = MOST_REMEMBERED) {
  let firstLines = new Map<number, number>();
  const again = new Map<number, Sightings>();
  let mask = 0;
  return {
    /** @param hashes Hash of each cell of a row, equal for equal values. */
    add(hashes: Int32Array, line: number, index: number): void {
      let [a, b] = [0x811c9dc5, 0x9747b28c];
      for (let j = 0; j < hashes.length; j++) {
        const hash = hashes[j] as number;
        a = Math.imul(a ^ hash, 0x01000193);
        b = Math.imul((b ^ hash) + (b >>> 15), 0x85ebca6b);
      }
      b ^= b >>> 16;
      if ((b & mask) !== 0) return;
      const key = (a >>> 0) * LOW_BITS + (b & (LOW_BITS - 1));
      const first = firstLines.get(key);
      if (first === undefined) {
        firstLines.set(key, line);
        if (firstLines.size > most) thin();
        return;
      }
      const seen = again.get(key) ?? createSightings();
      again.set(key, seen);
      see(seen, { line, index }, String(first));
    },
    finish(): DuplicateRows {
      const all = [...again.values()];
      const first = all.flatMap((one) => one.first).sort((x, y) => x.index - y.index);
      const count = all.reduce((sum, one) => sum + one.count, 0);
      firstLines = new Map();
      return {
        seen: { count: count * (mask + 1), first: first.slice(0, 5) },
        sampledEvery: mask + 1,
      };
    },
  };

  function thin(): void {
    mask = mask * 2 + 1;
    for (const key of firstLines.keys())
      if (((key % LOW_BITS) & mask) !== 0) {
        firstLines.delete(key);
        again.delete(key);
      }
  }
}
