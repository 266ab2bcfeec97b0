import type { Random } from '../../../math/index.ts';
import { binOf, type Cuts } from './binned-columns.ts';

/** The score of a column that tells rows apart, but not with enough of them on either side. */
export const NO_LEGAL_CUT = -1;

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
   * The best cut of one column at this node, or the only one looked at when `chance` draws it;
   * `cut()` tells it.
   *
   * @param chance When given, one cut is drawn evenly between the least and the largest value of
   * the node.
   * @returns The score, comparable between the columns of one node and at least 0; NO_LEGAL_CUT when every cut
   * leaves too little on a side, -Infinity when all rows of the node are alike.
   */
  score(column: number, chance?: Random): number;
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

/** A cut drawn evenly by value between two bins of a column, `low` below `high`. */
export function drawCut(
  { values, offsets }: Cuts,
  column: number,
  low: number,
  high: number,
  chance: Random,
): number {
  const start = offsets[column];
  const least = values[start + low];
  const largest = values[start + high - 1];
  return (
    low + binOf(values, start + low, start + high - 1, least + chance.next() * (largest - least))
  );
}
