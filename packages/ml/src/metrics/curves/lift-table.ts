import { asClassification, type ClassificationOutcome, classScores } from '../outcome.ts';
import { rank } from '../ranking.ts';

/** One slice of the rows in order of decreasing probability. */
export interface LiftRow {
  /** 1 is the slice of the highest probabilities. */
  readonly slice: number;
  readonly nRows: number;
  readonly nPositives: number;
  /** Share of positives in the slice, 0 to 1. */
  readonly rate: number;
  /** Rate of the slice over the rate of all rows; 1 is no better than chance. */
  readonly lift: number;
  /** Share of all positives found in this and the slices before, 0 to 1. */
  readonly shareFound: number;
}

/**
 * What is gained by acting on the most probable rows first: ten slices of equal size (within one row).
 *
 * @param positive Code of the class. Default 1.
 * @param nSlices Number of slices; at most one per row. Default 10.
 * @returns Empty when the class has no row.
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH
 * @source Ling & Li (1998), "Data Mining for Direct Marketing: Problems and Solutions", KDD.
 */
export function liftTable(
  outcome: ClassificationOutcome,
  { positive = 1, nSlices = 10 }: { readonly positive?: number; readonly nSlices?: number } = {},
): LiftRow[] {
  const { truth } = asClassification('liftTable', outcome);
  const best = rank(classScores(outcome, positive)).order.reverse();
  const positives = truth.reduce((sum, code) => sum + (code === positive ? 1 : 0), 0);
  if (positives === 0) return [];
  const n = truth.length;
  const slices = Math.min(nSlices, n);
  let found = 0;
  return Array.from({ length: slices }, (_, s) => {
    const rows = best.subarray(Math.round((s * n) / slices), Math.round(((s + 1) * n) / slices));
    const nPositives = rows.reduce((sum, row) => sum + (truth[row] === positive ? 1 : 0), 0);
    found += nPositives;
    const rate = nPositives / rows.length;
    return {
      slice: s + 1,
      nRows: rows.length,
      nPositives,
      rate,
      lift: rate / (positives / n),
      shareFound: found / positives,
    };
  });
}
