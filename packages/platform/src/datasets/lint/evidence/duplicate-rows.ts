import { createSightings, type Sightings, see } from './sightings.ts';

/** Rows that occur more than once. */
export interface DuplicateRows {
  /** Rows that were seen before; the value is the line of the first. */
  readonly seen: Sightings;
  /** 1 where every row was compared; 8 when one kind of row out of 8 was. */
  readonly sampledEvery: number;
}

/** Rows that are remembered. */
const MOST_REMEMBERED = 1 << 16;
const LOW_BITS = 1 << 21;

/**
 * Counts rows that occur again, by 53 bits of hash: all rows of a table that is remembered whole; of a longer one an
 * even sample, chosen by hash, so that copies of a row are always chosen together.
 *
 * @cost O(columns) per row, memory for 65,536 rows.
 */
export function createDuplicateRows(most = MOST_REMEMBERED) {
  const nSlots = 4 * most;
  let keys = new Float64Array(nSlots).fill(Number.NaN);
  let lines = new Int32Array(nSlots);
  let again = new Map<number, Sightings>();
  let [nKnown, mask] = [0, 0];
  /** Where a key stands, or where it belongs. */
  const slotOf = (key: number): number => {
    let slot = Math.floor(key / LOW_BITS) & (nSlots - 1);
    while (keys[slot] !== key && !Number.isNaN(keys[slot] as number))
      slot = (slot + 1) & (nSlots - 1);
    return slot;
  };
  /** Forgets every other kind of row. */
  const thin = (): void => {
    mask = mask * 2 + 1;
    const [known, of] = [keys, lines];
    keys = new Float64Array(nSlots).fill(Number.NaN);
    lines = new Int32Array(nSlots);
    nKnown = 0;
    for (let i = 0; i < nSlots; i++) {
      const key = known[i] as number;
      if (Number.isNaN(key) || ((key % LOW_BITS) & mask) !== 0) continue;
      const slot = slotOf(key);
      keys[slot] = key;
      lines[slot] = of[i] as number;
      nKnown++;
    }
    again = new Map([...again].filter(([key]) => ((key % LOW_BITS) & mask) === 0));
  };
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
      const slot = slotOf(key);
      if (keys[slot] !== key) {
        keys[slot] = key;
        lines[slot] = line;
        if (++nKnown > most) thin();
        return;
      }
      const seen = again.get(key) ?? createSightings();
      again.set(key, seen);
      see(seen, { line, index }, String(lines[slot]));
    },
    finish(): DuplicateRows {
      const all = [...again.values()];
      const first = all.flatMap((one) => one.first).sort((x, y) => x.index - y.index);
      const count = all.reduce((sum, one) => sum + one.count, 0);
      return {
        seen: { count: count * (mask + 1), first: first.slice(0, 5) },
        sampledEvery: mask + 1,
      };
    },
  };
}
