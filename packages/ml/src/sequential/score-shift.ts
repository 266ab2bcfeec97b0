import { type ParamSpecs, resolveParams } from '@kaizenml/contracts';
import { type BinnedState, countBin, emptyBins, mergeBins, total } from './binned.ts';
import type { Guard } from './guard.ts';
import { judgeShares } from './share-shift.ts';
import { resolveOptions } from './verdict.ts';

const PARAMS = {
  nBins: {
    kind: 'number',
    default: 10,
    range: [2, 256],
    integer: true,
    doc: 'Bins in rising order of the score. A request counts for one of them, from 0 on.',
  },
} as const satisfies ParamSpecs;

/**
 * Distribution of scores or predicted numbers, B against A: the largest gap between the shares below an edge of the bins.
 *
 * It is the distance of Kolmogorov and Smirnov at the edges, so a small move of all scores counts as much as a large one of few.
 * Two models hardly ever score alike, so a tolerance above 0 is wanted. Exact from the first request.
 *
 * @cost O(1) per request; a verdict takes about 500 logarithms per bin.
 */
export const scoreShift: Guard<typeof PARAMS, number, BinnedState> = {
  name: 'score-shift',
  title: 'Shift of scores',
  doc: 'Whether the scores of B lie higher, or lower, than those of A.',
  source:
    'Howard & Ramdas (2022), Bernoulli 28, for distribution functions at all times; Wasserman, Ramdas & Balakrishnan (2020), PNAS 117, per edge.',
  unit: 'share',
  params: PARAMS,
  empty: (settings) => emptyBins(resolveParams('score-shift', PARAMS, settings).nBins),
  update: (state, arm, bin) => countBin(state, arm, { bin, guard: 'score-shift' }),
  merge: (one, other) => mergeBins('score-shift', one, other),
  judge(state, options) {
    const [nA, nB] = [total(state.a), total(state.b)];
    let [belowA, belowB] = [0, 0];
    const shares = state.a.slice(0, -1).map((count, bin) => {
      belowA += count;
      belowB += state.b[bin];
      return { a: { n: nA, sum: belowA }, b: { n: nB, sum: belowB } };
    });
    const names = shares.map((_, bin) => `up to bin ${bin}`);
    return judgeShares(shares, resolveOptions(options), names);
  },
};
