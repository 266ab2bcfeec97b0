import type { Hashes } from './hashes.ts';

/** Distinct hashes, numbered in the order in which they came; it grows as it fills. */
export interface HashIndex {
  size: number;
  /** Hash of entry i. */
  high: Int32Array;
  low: Int32Array;
  /** Twice as many as entries fit: the number of an entry, or -1. */
  slots: Int32Array;
}

const SMALLEST = 16;

/** An index without entries. */
export function emptyIndex(): HashIndex {
  return {
    size: 0,
    high: new Int32Array(SMALLEST),
    low: new Int32Array(SMALLEST),
    slots: new Int32Array(2 * SMALLEST).fill(-1),
  };
}

/**
 * The number of the entry with this hash; a new one, `size` of before, where there was none.
 *
 * @source Knuth (1998), "The Art of Computer Programming" 3, 6.4: open addressing with linear probing.
 */
export function indexOf(index: HashIndex, high: number, low: number): number {
  const { slots } = index;
  const mask = slots.length - 1;
  let slot = low & mask;
  for (let entry = slots[slot]; entry >= 0; entry = slots[slot]) {
    if (index.low[entry] === low && index.high[entry] === high) return entry;
    slot = (slot + 1) & mask;
  }
  const entry = index.size++;
  index.high[entry] = high;
  index.low[entry] = low;
  slots[slot] = entry;
  if (index.size === index.high.length) grow(index);
  return entry;
}

/** Takes all entries out and keeps the room. */
export function clearIndex(index: HashIndex): void {
  index.size = 0;
  index.slots.fill(-1);
}

function grow(index: HashIndex): void {
  const room = 2 * index.high.length;
  index.high = withRoom(index.high, new Int32Array(room));
  index.low = withRoom(index.low, new Int32Array(room));
  index.slots = new Int32Array(2 * room).fill(-1);
  const mask = 2 * room - 1;
  for (let entry = 0; entry < index.size; entry++) {
    let slot = index.low[entry] & mask;
    while (index.slots[slot] >= 0) slot = (slot + 1) & mask;
    index.slots[slot] = entry;
  }
}

function withRoom(values: Int32Array, room: Int32Array): Int32Array {
  room.set(values);
  return room;
}

/** Numbers of the entries, increasing by hash: an order that does not depend on when they came. */
export function orderByHash({ size, high, low }: HashIndex): number[] {
  return Array.from({ length: size }, (_, entry) => entry).sort(
    (i, j) => high[i] - high[j] || low[i] - low[j],
  );
}

/** Hashes of the entries in the given order. */
export function takeHashes({ high, low }: HashIndex, order: readonly number[]): Hashes {
  return {
    high: Int32Array.from(order, (entry) => high[entry]),
    low: Int32Array.from(order, (entry) => low[entry]),
  };
}
