/**
 * Ranks from 1; equal values share the mean of theirs, NaN has none.
 *
 * @cost O(n log n)
 * @source Spearman (1904), "The Proof and Measurement of Association between Two Things", American Journal of Psychology 15.
 */
export function ranks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const ranked = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++)
    ranked[i] = Number.isNaN(values[i])
      ? Number.NaN
      : (countBelow(sorted, values[i], false) + countBelow(sorted, values[i], true) + 1) / 2;
  return ranked;
}

function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const isBelow = orEqual ? sorted[middle] <= value : sorted[middle] < value;
    if (isBelow) low = middle + 1;
    else high = middle;
  }
  return low;
}
