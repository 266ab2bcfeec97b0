import { chooseCalibration } from '@kaizenml/ml/combine';
import { type Outcome, outcomeLength, outcomeRows } from '@kaizenml/ml/metrics';
import type { BaselineCalibration } from '@kaizenml/ml/windows';
import { thinnedRows } from './thinned-rows.ts';

const FEWEST_ROWS = 100;
/** Rows at most, and their probabilities, but for the least number of rows. */
const MOST = { rows: 3000, numbers: 50_000, butRows: 1000 } as const;
const N_FOLDS = 5;

/**
 * Whether probabilities came true on rows that the model had not learned from, and what to make of them where they did not:
 * estimates of performance before labels believe them.
 *
 * The model has a correction of its own where held-out answers of its training asked for one; what is learned here stands
 * behind that, and is none unless it is better by more than chance. Folds judge it, so it is not judged by what it learned.
 *
 * @returns null for numbers, for fewer than 100 rows, for weighted rows, from which no correction is learned, and for a model that answers
 * some row with no number.
 * @cost All kinds of corrections for five folds: 0.2 s of two classes, half a second of a hundred.
 */
export function calibrationOf(outcome: Outcome): BaselineCalibration | null {
  if (outcome.kind === 'regression' || outcome.weights !== undefined) return null;
  const n = outcomeLength(outcome);
  if (n < FEWEST_ROWS) return null;
  const seen = outcomeRows(outcome, thinnedRows(n, mostRows(outcome.nClasses)));
  if (seen.kind === 'regression' || !seen.probabilities.every(Number.isFinite)) return null;
  const { calibration, results } = chooseCalibration(
    seen,
    seen.truth.map((_, i) => i % N_FOLDS),
  );
  const errorOf = (wanted: string) => results.find(({ kind }) => kind === wanted)?.error ?? 0;
  return {
    error: errorOf('none'),
    mappedError: errorOf(calibration.kind),
    nRows: seen.truth.length,
    map: calibration,
  };
}

function mostRows(nClasses: number): number {
  return Math.max(MOST.butRows, Math.min(MOST.rows, Math.floor(MOST.numbers / nClasses)));
}
