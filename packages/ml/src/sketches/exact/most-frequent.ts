/**
 * Positions of the largest counts, the largest first; of equal ones the first.
 *
 * @cost O(n log n), of typed arrays.
 */
export function mostFrequent(counts: Float64Array, limit: number): number[] {
  const least = counts.length <= limit ? 0 : counts.slice().sort()[counts.length - limit];
  const above: number[] = [];
  const equal: number[] = [];
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] > least) above.push(i);
    else if (counts[i] === least && equal.length < limit) equal.push(i);
  }
  return [...above.sort((i, j) => counts[j] - counts[i] || i - j), ...equal].slice(0, limit);
}
