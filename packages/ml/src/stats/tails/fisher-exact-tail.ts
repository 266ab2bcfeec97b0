/** Counts as likely as the observed ones may differ by roundings alone. */
const SAME = 1 + 1e-9;

/**
 * Probability of a table of two by two that is at most as likely as this one, given its margins.
 *
 * Terms are walked outward from the most likely table by their ratios, until they vanish: no factorial is ever formed.
 *
 * @param a Rows of the first sample that have it. @param b Rows of the first sample that have not.
 * @param c Rows of the second sample that have it. @param d Rows of the second sample that have not.
 * @returns 0 to 1.
 * @cost O(sqrt(rows))
 * @source Fisher (1922), Journal of the Royal Statistical Society 85, 87-94.
 */
export function fisherExactTail([a, b, c, d]: readonly [
  a: number,
  b: number,
  c: number,
  d: number,
]): number {
  const [n, m, k] = [a + b, c + d, a + c];
  const low = Math.max(0, k - m);
  const high = Math.min(n, k);
  const mode = Math.min(high, Math.max(low, Math.floor(((n + 1) * (k + 1)) / (n + m + 2))));
  /** Likelihood of x + 1 divided by that of x. */
  const ratio = (x: number): number => ((n - x) * (k - x)) / ((x + 1) * (m - k + x + 1));
  let observed = 1;
  for (let x = mode; x < a && observed > 0; x++) observed *= ratio(x);
  for (let x = mode; x > a && observed > 0; x--) observed /= ratio(x - 1);
  let [all, rare] = [0, 0];
  const count = (likelihood: number): void => {
    all += likelihood;
    if (likelihood <= observed * SAME) rare += likelihood;
  };
  let likelihood = 1;
  for (let x = mode; x <= high && likelihood > 0; x++) {
    count(likelihood);
    likelihood *= x < high ? ratio(x) : 0;
  }
  likelihood = mode > low ? 1 / ratio(mode - 1) : 0;
  for (let x = mode - 1; x >= low && likelihood > 0; x--) {
    count(likelihood);
    likelihood = x > low ? likelihood / ratio(x - 1) : 0;
  }
  return Math.min(1, rare / all);
}
