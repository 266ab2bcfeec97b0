const LEAST_EXPONENT = -4;
const PER_DECADE = 8;
const PER_UNIT = 100;

const low = Array.from(
  { length: -(LEAST_EXPONENT + 2) * PER_DECADE },
  (_, i) => 10 ** (LEAST_EXPONENT + i / PER_DECADE),
);
const middle = Array.from({ length: PER_UNIT - 1 }, (_, i) => (i + 1) / PER_UNIT);

/**
 * Edges between the bins of probabilities: every hundredth, and at both ends eight to a factor of ten, down to one in ten thousand.
 * Every tenth is an edge, so that a calibration error of ten bins is exact.
 */
export const SCORE_EDGES: Float64Array = Float64Array.from([
  ...low,
  ...middle,
  ...low.map((edge) => 1 - edge).reverse(),
]);

/** Bin of a probability: number of the edges below it. A bin holds low < p <= high. @cost O(log bins) */
export function scoreBin(p: number): number {
  let [from, to] = [0, SCORE_EDGES.length];
  while (from < to) {
    const half = (from + to) >> 1;
    if ((SCORE_EDGES[half] ?? 1) < p) from = half + 1;
    else to = half;
  }
  return from;
}
