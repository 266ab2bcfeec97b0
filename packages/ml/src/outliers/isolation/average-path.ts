/**
 * Mean number of questions from the root to a leaf of a binary search tree built from n distinct values in
 * random order, each in a leaf of its own: 2 (1/2 + 1/3 + ... + 1/n); 0 for n = 1.
 *
 * The paper writes it as 2 H(n - 1) - 2 (n - 1) / n and takes H by a logarithm; here it is the sum itself.
 *
 * @cost O(n).
 * @source Liu, Ting & Zhou (2008), "Isolation Forest", ICDM, equation 1.
 */
export function averagePath(n: number): number {
  let sum = 0;
  for (let k = n; k > 1; k--) sum += 2 / k;
  return sum;
}
