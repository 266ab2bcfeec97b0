import type { Bins } from '../bins/index.ts';
import { homogeneityPValue } from '../homogeneity.ts';
import { sum } from '../shares.ts';

/** Rows that a bin should expect of the smaller sample, for the chi-square distribution to hold. */
const LEAST_EXPECTED = 5;

/**
 * Probability that two samples of one population differ at least as much in these bins.
 *
 * Pearson's test, after bins that expect fewer than five rows of the smaller sample have joined their neighbors: all distances of
 * shares have, up to a factor, its distribution when nothing drifts and bins are full, and none of them when bins are empty.
 *
 * @source Cochran (1954), "Some Methods for Strengthening the Common Chi-Square Tests", Biometrics 10; Pardo (2006), "Statistical
 * Inference Based on Divergence Measures", chapter 3: divergences of shares are chi-square to first order.
 */
export function chanceOfBins(bins: Bins): number {
  const { reference, current } = joinSparse(bins);
  return homogeneityPValue(reference, current);
}

function joinSparse({ reference, current }: Bins): { reference: number[]; current: number[] } {
  const [n, m] = [sum(reference), sum(current)];
  const least = (LEAST_EXPECTED * (n + m)) / Math.min(n, m);
  const joined = { reference: [0], current: [0] };
  const last = (): number => joined.reference.length - 1;
  reference.forEach((count, bin) => {
    if (joined.reference[last()] + joined.current[last()] >= least) {
      joined.reference.push(0);
      joined.current.push(0);
    }
    joined.reference[last()] += count;
    joined.current[last()] += current[bin];
  });
  const isShort = joined.reference[last()] + joined.current[last()] < least;
  if (isShort && last() > 0) {
    joined.reference[last() - 1] += joined.reference.pop() ?? 0;
    joined.current[joined.reference.length - 1] += joined.current.pop() ?? 0;
  }
  return joined;
}
