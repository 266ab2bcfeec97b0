import { log } from '../math/index.ts';
import { logLikelihood, logMixture } from './bernoulli-mixture.ts';
import type { PerArm } from './guard.ts';
import { halfSure } from './half-sure.ts';
import type { BothSides } from './worse.ts';

const N_THIRDS = 60;

/**
 * Evidence about how many bins the p-quantile of B lies above that of A, from counts on one grid.
 *
 * At the quantile of A, wherever it is, A falls below with chance p, and B falls below the moved point with chance at least p while the hypothesis
 * is true: two coins. The e-value is the product of their mixtures, the one of A half-sure, at the bin where that is least. Within a bin the
 * true counts are not known; the worst that they could be is taken. So nothing is supposed of the distributions, and rounding is on the safe side.
 *
 * @param counts Per arm and bin, rising latency; the same bins.
 * @param p Level of the quantile, between 0 and 1.
 * @returns Logarithms of e-values against "at most", and "at least", so many bins; any real number.
 * @cost O(bins) for each, after O(bins) once.
 * @source Howard & Ramdas (2022), "Sequential estimation of quantiles with applications to A/B testing and best-arm identification", Bernoulli 28,
 * 1704-1728, for quantiles as coins; the mixture of Robbins (1970) for the coins.
 */
export function quantileShift(counts: PerArm<readonly number[]>, p: number): BothSides {
  const nBins = counts.a.length;
  const [belowA, belowB] = [sumsBelow(counts.a), sumsBelow(counts.b)];
  const [nA, nB] = [belowA[nBins], belowB[nBins]];
  if (nA === 0 || nB === 0) return { atMost: () => 0, atLeast: () => 0 };
  const least = leastLikely(nA, p);
  const atEdges = overEdges(belowA, (sum) => halfSure(coin({ n: nA, sum }, p)));
  const lowest = halfSure(coin({ n: nA, sum: least }, p));
  const ofA = counts.a.map((_, bin) => {
    if (belowA[bin] >= least) return atEdges[bin];
    return belowA[bin + 1] <= least ? atEdges[bin + 1] : lowest;
  });
  const floor = -(0.5 * log(nB) + Math.LN2);
  const ofB = overEdges(belowB, (sum) => coin({ n: nB, sum }, p));
  const tooFew = belowB.map((sum, edge) => (sum < p * nB ? Math.max(floor, ofB[edge]) : floor));
  const tooMany = belowB.map((sum, edge) => (sum > p * nB ? Math.max(floor, ofB[edge]) : floor));
  const leastOver = (ofEdge: readonly number[], edgeOf: (bin: number) => number) =>
    ofA.reduce((low, logE, bin) => Math.min(low, logE + ofEdge[edgeOf(bin)]), Infinity);
  return {
    atMost(shift) {
      const up = Math.ceil(shift);
      return leastOver(tooFew, (bin) => Math.min(nBins, Math.max(1, bin + 1 + up)));
    },
    atLeast(shift) {
      const down = Math.floor(shift);
      return leastOver(tooMany, (bin) => Math.min(nBins - 1, Math.max(0, bin + down)));
    },
  };
}

/** The bin that holds the p-quantile. */
export function quantileBin(counts: readonly number[], p: number): number {
  const below = sumsBelow(counts);
  const bin = counts.findIndex((_, i) => below[i + 1] >= p * below[counts.length]);
  return Math.max(0, bin);
}

/** A function of the sum at each edge, computed once where neighbors have the same. */
function overEdges(below: readonly number[], of: (sum: number) => number): number[] {
  const values: number[] = [];
  below.forEach((sum, edge) => {
    values.push(edge > 0 && sum === below[edge - 1] ? values[edge - 1] : of(sum));
  });
  return values;
}

/** How many lie below each edge; the first edge has none below it. */
function sumsBelow(counts: readonly number[]): number[] {
  const below = [0];
  for (const count of counts) below.push(below[below.length - 1] + count);
  return below;
}

function coin(trials: { readonly n: number; readonly sum: number }, p: number): number {
  return logMixture(trials) - logLikelihood(trials, p);
}

/** The sum, not rounded, at which the evidence against p is least; it is convex in the sum. */
function leastLikely(n: number, p: number): number {
  let [low, high] = [0, n];
  for (let i = 0; i < N_THIRDS && high - low > 1e-9 * n; i++) {
    const third = (high - low) / 3;
    if (coin({ n, sum: low + third }, p) < coin({ n, sum: high - third }, p)) high -= third;
    else low += third;
  }
  return (low + high) / 2;
}
