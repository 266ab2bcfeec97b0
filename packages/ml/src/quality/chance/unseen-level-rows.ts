import { exp, log } from '../../math/index.ts';

/** Halvings of the interval in which the best exponent lies: its last digits do not matter to a bound. */
const N_HALVINGS = 60;

/**
 * Bound on the probability that at least `nNew` rows of a window have levels that no row of the reference has, when window and reference are
 * drawn from the rows of both at random.
 *
 * All c rows of a level fall into the window with a chance of at most s^c, s being the share of the window among all rows; such events of
 * different levels hinder each other. A level of more than nNew rows does so with the sum of their s^c at most; rows of the others add up to
 * nNew with at most the least over t of exp(-t nNew) times the product over levels of 1 - s^c + s^c exp(t c). So one new level of c rows is as
 * unlikely as s^c.
 *
 * @param pooled Rows of both per level, above 0.
 * @param share Of the window among all rows, above 0 and below 1.
 * @returns 0 to 1, never below the probability.
 * @source Chernoff (1952), Annals of Mathematical Statistics 23; Joag-Dev & Proschan (1983), Annals of Statistics 11: negative association of random divisions.
 * @cost O(levels), and some hundred operations per different number of rows
 */
export function unseenLevelRowsBound(
  nNew: number,
  { pooled, share }: { readonly pooled: readonly number[]; readonly share: number },
): number {
  if (nNew <= 0) return 1;
  const nOfSize = new Map<number, number>();
  for (const c of pooled) nOfSize.set(c, (nOfSize.get(c) ?? 0) + 1);
  const all = [...nOfSize].map(([c, n]) => ({ c, n, logChance: c * log(share) }));
  const parts = all.filter(({ c }) => c <= nNew);
  const ofLarger = all
    .filter(({ c }) => c > nNew)
    .reduce((sum, { n, logChance }) => sum + n * exp(logChance), 0);
  const slope = (t: number): number =>
    parts.reduce((sum, { c, n, logChance }) => {
      const rest = log(Math.max(Number.MIN_VALUE, 1 - exp(logChance)));
      return sum + (n * c) / (1 + exp(rest - logChance - t * c));
    }, -nNew);
  if (slope(0) >= 0) return 1;
  let [low, high] = [0, -2 * log(share) + 40];
  for (let i = 0; i < N_HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  const logBound = parts.reduce(
    (sum, { c, n, logChance }) => sum + n * logSum(log1mExp(logChance), logChance + low * c),
    -low * nNew,
  );
  return Math.min(1, exp(logBound) + ofLarger);
}

/** ln(1 - e^x) for x below 0. */
function log1mExp(x: number): number {
  const share = exp(x);
  return share < 1e-8 ? -share : log(Math.max(Number.MIN_VALUE, 1 - share));
}

/** ln(e^a + e^b). */
function logSum(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  const ratio = exp(low - high);
  return high + (ratio < 1e-8 ? ratio : log(1 + ratio));
}
