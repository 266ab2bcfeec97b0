import type { Candidate } from '@kaizenml/ml/search';
import { systemClock } from '../../../kit/index.ts';
import type { FitCost } from '../search/fit-cost.ts';
import { ON_ALL_THREADS } from '../search/ms-for-fits.ts';
import { firstRows } from './first-rows.ts';
import { fitMembers, type Learning } from './fit-members.ts';

/** Part of the rows that is fitted to see how long all will take, and rows at least. */
const SHARE = 0.05;
const FEWEST_ROWS = 500;

/**
 * What fits will take, measured by fitting a part of the rows here and now, where that says less than the folds of the search: the
 * first fits of a thread take several times what later ones do, and short searches have no others.
 *
 * @cost About a twentieth of the fits themselves.
 */
export function probeFits(
  candidates: readonly Candidate[],
  learning: Learning,
  expected: FitCost,
): FitCost {
  const { nRows } = learning.train;
  const nTried = Math.max(FEWEST_ROWS, Math.min(SHARE * nRows, expected.nFoldRows / 2));
  if (nTried >= nRows / 2) return expected;
  const part = firstRows(learning, Math.round(nTried));
  const times = new Map<string, number>();
  for (const candidate of candidates) {
    const begunAt = systemClock.now();
    fitMembers([candidate], false, part);
    const ms = ((systemClock.now() - begunAt) * nRows) / part.train.nRows;
    times.set(candidate.id, ms / ON_ALL_THREADS);
  }
  return {
    ...expected,
    fitMs: (candidate) =>
      Math.min(expected.fitMs(candidate), times.get(candidate.id) ?? Number.POSITIVE_INFINITY),
    // What the fits took includes it.
    preparationMs: 0,
  };
}
