import type { LearningPoint } from '@kaizenml/ml/combine';
import type { Random } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { takeTargetRows } from '@kaizenml/ml/search';
import type { Split } from '@kaizenml/ml/selection';
import { sampleMoments } from '@kaizenml/ml/stats';
import { thinRows } from './thin-rows.ts';

/** A fold of which only some rows are learned from. */
export interface GrowingFold extends Split {
  /** Place of the fold, and of the size among the sizes. */
  readonly fold: number;
  readonly step: number;
}

/**
 * Every fold at every share of its training rows; what is judged stays the same. Rows of a smaller share are among those of a
 * larger one, and classes keep their shares.
 *
 * @param shares Rising, each above 0 and at most 1.
 */
export function growingFolds(
  folds: readonly Split[],
  target: Target,
  { shares, random }: { readonly shares: readonly number[]; readonly random: Random },
): GrowingFold[] {
  return folds.flatMap(({ train, test }, fold) => {
    let rows = train;
    const down = shares.toReversed().map((share, i): GrowingFold => {
      const most = Math.max(2, Math.round(share * train.length));
      if (most < rows.length) rows = drawn(rows, target, most, random);
      return { train: rows, test, fold, step: shares.length - 1 - i };
    });
    return down.reverse();
  });
}

function drawn(rows: Int32Array, target: Target, most: number, random: Random): Int32Array {
  const kept = thinRows(takeTargetRows(target, rows), { most, leastPerClass: 2, random });
  return kept.map((i) => rows[i] ?? 0);
}

/**
 * Mean score per size. Its standard error leaves out what makes a fold hard at every size, since that tells nothing of growth.
 *
 * @returns Undefined where a score is beyond what numbers hold.
 * @param scores By fold, then by size; the same sizes in every fold.
 * @param sizes Training rows per size, mean over folds.
 */
export function pointsOf(
  scores: readonly (readonly number[])[],
  sizes: readonly number[],
): LearningPoint[] | undefined {
  const levels = scores.map((row) => sampleMoments(row).mean);
  const points = sizes.map((size, step) => {
    const values = scores.map((row) => row[step] ?? Number.NaN);
    const free = values.map((value, fold) => value - (levels[fold] ?? 0));
    const { sd } = sampleMoments(free);
    // Taking out the mean of as many sizes has taken some of the noise with it.
    const kept = Math.sqrt(sizes.length / Math.max(1, sizes.length - 1));
    return {
      size,
      value: sampleMoments(values).mean,
      standardError: Number.isFinite(sd) ? (kept * sd) / Math.sqrt(values.length) : 0,
    };
  });
  return points.every(({ value }) => Number.isFinite(value)) ? points : undefined;
}
