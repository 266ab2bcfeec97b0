/** The answers of leaves, each distinct one stored once: pure leaves are many and alike. */
export interface LeafTable {
  /** Where the next answer is written before `add`. Length nOutputs. */
  readonly answer: Float64Array;
  /** Stores `answer` unless it is there already; returns its number. */
  add(): number;
  /** All answers, nOutputs each, in order of their numbers. */
  values(): Float64Array;
}

/**
 * An empty table of leaf answers.
 *
 * @param nOutputs Numbers per answer.
 * @cost O(nOutputs) per answer, by open addressing at most half full.
 */
export function makeLeafTable(nOutputs: number): LeafTable {
  const answer = new Float64Array(nOutputs);
  const bits = new Int32Array(answer.buffer);
  let stored = new Float64Array(64 * nOutputs);
  let hashes = new Int32Array(64);
  let slots = new Int32Array(128).fill(-1);
  let count = 0;

  const place = (hash: number, index: number): void => {
    const mask = slots.length - 1;
    let at = hash & mask;
    while (slots[at] >= 0) at = (at + 1) & mask;
    slots[at] = index;
  };

  const grow = (): void => {
    const wider = new Float64Array(stored.length * 2);
    wider.set(stored);
    stored = wider;
    const moreHashes = new Int32Array(hashes.length * 2);
    moreHashes.set(hashes);
    hashes = moreHashes;
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (let i = 0; i < count; i++) place(hashes[i], i);
  };

  const isStored = (index: number): boolean => {
    for (let k = 0; k < nOutputs; k++) {
      if (stored[index * nOutputs + k] !== answer[k]) return false;
    }
    return true;
  };

  return {
    answer,
    add() {
      let hash = 0;
      for (let i = 0; i < bits.length; i++) {
        hash = Math.imul(hash ^ bits[i], 0x9e3779b1);
        hash ^= hash >>> 15;
      }
      const mask = slots.length - 1;
      for (let at = hash & mask; slots[at] >= 0; at = (at + 1) & mask) {
        if (hashes[slots[at]] === hash && isStored(slots[at])) return slots[at];
      }
      if (count === hashes.length) grow();
      stored.set(answer, count * nOutputs);
      hashes[count] = hash;
      place(hash, count);
      return count++;
    },
    values: () => stored.slice(0, count * nOutputs),
  };
}
