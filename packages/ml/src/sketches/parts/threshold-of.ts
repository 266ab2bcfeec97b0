/** Counts below this are sorted by counting them. */
const N_SMALL = 256;

/**
 * The count that at most `nKept` counts exceed and that is one of the counts: the one behind the `nKept` largest.
 *
 * @param counts Whole numbers from 1, more than `nKept`.
 * @cost O(n) while it is below 256, else O(n log n).
 */
export function thresholdOf(counts: Float64Array, nKept: number): number {
  const nOf = new Int32Array(N_SMALL);
  let nBelow = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] >= N_SMALL) continue;
    nOf[counts[i]]++;
  }
  const rank = counts.length - nKept;
  for (let count = 1; count < N_SMALL; count++) {
    nBelow += nOf[count];
    if (nBelow >= rank) return count;
  }
  return counts.slice().sort()[rank - 1];
}
