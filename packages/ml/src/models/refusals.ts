import { AppError } from '@kaizenml/contracts';
import type { Matrix } from '../math/index.ts';
import { type Target, targetLength } from './estimator.ts';

/** A target of classes. */
export type ClassificationTarget = Extract<Target, { kind: 'classification' }>;

/**
 * Refuses to fit on features and targets that do not belong together.
 *
 * @param owner Name of the estimator, for the sentence.
 * @throws SHAPE_MISMATCH when the row counts differ, TABLE_EMPTY when there is no row.
 */
export function assertFitShapes(owner: string, x: Matrix, y: Target): void {
  const nTargets = targetLength(y);
  if (x.nRows !== nTargets) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `${owner}.fit must get one target per row, got ${x.nRows} rows of features and ${nTargets} targets.`,
      hint: 'Drop rows with a missing target from the features as well.',
      details: { estimator: owner, nRows: x.nRows, nTargets },
    });
  }
  if (x.nRows > 0) return;
  throw new AppError('TABLE_EMPTY', {
    message: `${owner}.fit must get at least one row, got 0.`,
    hint: 'Give it rows to learn from.',
    details: { estimator: owner, nRows: 0 },
  });
}

/**
 * Refuses to predict from another number of columns than the fit saw.
 *
 * @throws SHAPE_MISMATCH
 */
export function assertColumns(owner: string, nColumns: number, x: Matrix): void {
  if (x.nColumns === nColumns) return;
  throw new AppError('SHAPE_MISMATCH', {
    message: `${owner}.predict must get ${nColumns} columns as in the fit, got ${x.nColumns}.`,
    hint: 'Prepare the rows with the transform graph that was fitted with the model.',
    details: { estimator: owner, expected: nColumns, received: x.nColumns },
  });
}

/**
 * The target as numbers.
 *
 * @throws ARGUMENT_INVALID when it holds classes.
 */
export function numbersOf(owner: string, y: Target): Float64Array {
  if (y.kind === 'regression') return y.values;
  throw wrongKind(owner, 'numbers', 'classes');
}

/**
 * The target as classes.
 *
 * @throws ARGUMENT_INVALID when it holds numbers.
 */
export function classesOf(owner: string, y: Target): ClassificationTarget {
  if (y.kind === 'classification') return y;
  throw wrongKind(owner, 'classes', 'numbers');
}

function wrongKind(owner: string, expected: string, received: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${owner}.fit must get a target of ${expected}, got ${received}.`,
    hint: 'Choose an estimator whose traits name the task.',
    details: { estimator: owner, expected, received },
  });
}
