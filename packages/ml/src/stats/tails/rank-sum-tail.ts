/**
 * Probability that U, the number of pairs in which the first sample's value is above the second's, is at least u, when both are
 * of one population without ties.
 *
 * @param u 0 to n m.
 * @cost O(min(n, m)^2 max(n, m)) time, O(n m) memory.
 * @source Mann & Whitney (1947), Annals of Mathematical Statistics 18, 50-60: counts of U as a product of polynomials.
 */
export function rankSumTail(u: number, n: number, m: number): number {
  const [few, many] = n < m ? [n, m] : [m, n];
  const top = few * many;
  let shares = new Float64Array(top + 1);
  shares[0] = 1;
  for (let i = 1; i <= few; i++) {
    // Times (1 - x^(many + i)) / (1 - x^i), scaled by i / (many + i), so that it stays a distribution.
    const next = shares.slice();
    for (let s = top; s >= many + i; s--) next[s] -= shares[s - many - i];
    for (let s = i; s <= top; s++) next[s] += next[s - i];
    const scale = i / (many + i);
    for (let s = 0; s <= top; s++) next[s] *= scale;
    shares = next;
  }
  // U is symmetric around n m / 2, so the tail is summed where its terms are small.
  let tail = 0;
  for (let s = 0; s <= Math.floor(top - u); s++) tail += shares[s];
  return Math.min(1, Math.max(0, tail));
}
