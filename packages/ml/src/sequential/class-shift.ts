import { type ParamSpecs, resolveParams } from '@kaizenml/contracts';
import { type BinnedState, countBin, emptyBins, mergeBins, total } from './binned.ts';
import type { Guard } from './guard.ts';
import { judgeShares } from './share-shift.ts';
import { resolveOptions } from './verdict.ts';

const PARAMS = {
  nClasses: {
    kind: 'number',
    default: 2,
    range: [2, 256],
    integer: true,
    doc: 'Classes, or bins that have no order. A request counts for one of them, from 0 on.',
  },
} as const satisfies ParamSpecs;

/**
 * Shares of the predicted classes, B against A: the largest move of one of them, up or down.
 *
 * Two models hardly ever predict the same shares, so a tolerance above 0 is wanted. Exact from the first request.
 *
 * @cost O(1) per request; a verdict takes about 500 logarithms per class.
 */
export const classShift: Guard<typeof PARAMS, number, BinnedState> = {
  name: 'class-shift',
  title: 'Shift of predicted classes',
  doc: 'Whether B predicts a class more, or less, often than A.',
  source:
    'Wasserman, Ramdas & Balakrishnan (2020), "Universal inference", PNAS 117, per class; Vovk & Wang (2021), Annals of Statistics 49, on the mean of e-values.',
  unit: 'share',
  params: PARAMS,
  empty: (settings) => emptyBins(resolveParams('class-shift', PARAMS, settings).nClasses),
  update: (state, arm, bin) => countBin(state, arm, { bin, guard: 'class-shift' }),
  merge: (one, other) => mergeBins('class-shift', one, other),
  judge(state, options) {
    const [nA, nB] = [total(state.a), total(state.b)];
    const shares = state.a.map((sum, bin) => ({
      a: { n: nA, sum },
      b: { n: nB, sum: state.b[bin] },
    }));
    const names = state.a.map((_, bin) => `class ${bin}`);
    return judgeShares(shares, resolveOptions(options), names);
  },
};
