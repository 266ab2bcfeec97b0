const FLOOR = 1e-4;
const FRACTION = 1e6;

/**
 * Shares of counts in which no bin is empty, so that logarithms stay finite.
 *
 * An empty bin gets 0.0001, or a millionth of the smallest share where that is not above 0.0001: the customary rule, which makes
 * distances with empty bins depend on the number of rows.
 */
export function filledShares(counts: readonly number[], n: number): number[] {
  const shares = counts.map((count) => count / n);
  const least = shares.reduce((min, share) => (share > 0 && share < min ? share : min), 1);
  const floor = least <= FLOOR ? least / FRACTION : FLOOR;
  return shares.map((share) => (share === 0 ? floor : share));
}
