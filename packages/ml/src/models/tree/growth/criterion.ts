/** A way to score splits: it looks at one node at a time. */
export interface Criterion {
  /** Numbers per leaf. */
  readonly nOutputs: number;
  /**
   * Turns to the node that holds rows[start] to rows[end - 1].
   *
   * @returns Whether a split could help: the targets differ and two leaves of the least size fit in.
   */
  enter(rows: Int32Array, start: number, end: number): boolean;
  /**
   * The best cut of one column at this node; `cut()` tells it.
   *
   * @returns The score, comparable between the columns of one node; -Infinity when no cut is legal.
   */
  score(column: number): number;
  /** The cut that the last `score` found. */
  cut(): number;
  /** Writes the answer of a leaf that holds the rows of this node. */
  writeLeaf(answer: Float64Array): void;
}

/** Reads the set bits of a bitmap in increasing order into `order`, and clears them. Returns their number. */
export function takeBits(words: Int32Array, nWords: number, order: Uint8Array): number {
  let count = 0;
  for (let k = 0; k < nWords; k++) {
    let word = words[k];
    while (word !== 0) {
      const lowest = word & -word;
      order[count++] = (k << 5) + 31 - Math.clz32(lowest);
      word ^= lowest;
    }
    words[k] = 0;
  }
  return count;
}
