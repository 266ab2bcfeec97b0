import { AppError } from '@kaizenml/contracts';
import type { Matrix } from '../math/index.ts';
import { type AnyEstimator, type FitContext, type Target, targetLength } from './estimator.ts';

/** A target of classes. */
export type ClassificationTarget = Extract<Target, { kind: 'classification' }>;

/**
 * Refuses to fit on features, targets and weights that do not belong together.
 *
 * @param estimator Its name is in the sentences; its traits say whether it takes weights.
 * @throws SHAPE_MISMATCH when the row counts differ, TABLE_EMPTY when there is no row, TARGET_UNUSABLE
 * when a number of the target is not finite, ARGUMENT_INVALID for weights that cannot be used.
 */
export function assertFitInputs(
  { name, traits }: Pick<AnyEstimator, 'name' | 'traits'>,
  x: Pick<Matrix, 'nRows'>,
  y: Target,
  { weights }: Pick<FitContext, 'weights'>,
): void {
  const nTargets = targetLength(y);
  if (x.nRows !== nTargets) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `${name}.fit must get one target per row, got ${x.nRows} rows of features and ${nTargets} targets.`,
      hint: 'Drop rows with a missing target from the features as well.',
      details: { estimator: name, nRows: x.nRows, nTargets },
    });
  }
  if (x.nRows === 0) {
    throw new AppError('TABLE_EMPTY', {
      message: `${name}.fit must get at least one row, got 0.`,
      hint: 'Give it rows to learn from.',
      details: { estimator: name, nRows: 0 },
    });
  }
  if (y.kind === 'regression') assertFinite(name, y.values);
  if (weights === undefined) return;
  if (traits.weights !== true) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `${name}.fit must get no weights, since it counts every row once, got ${weights.length}.`,
      hint: 'Choose an estimator with the trait `weights`.',
      details: { estimator: name, nWeights: weights.length },
    });
  }
  assertWeights(name, weights, x.nRows);
}

function assertFinite(name: string, values: Float64Array): void {
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return;
  throw new AppError('TARGET_UNUSABLE', {
    message: `${name}.fit must get a finite target in every row, got ${values[row]} in row ${row + 1}.`,
    hint: 'Drop the rows whose target is missing or infinite, from the features as well.',
    details: { estimator: name, row: row + 1, value: String(values[row]) },
  });
}

function assertWeights(name: string, weights: Float64Array, nRows: number): void {
  if (weights.length !== nRows) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `${name}.fit must get one weight per row, got ${nRows} rows and ${weights.length} weights.`,
      hint: 'Drop the weights of dropped rows as well.',
      details: { estimator: name, nRows, nWeights: weights.length },
    });
  }
  const row = weights.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  const isBad = row >= 0;
  if (!isBad && weights.some((weight) => weight > 0)) return;
  const got = isBad ? `${weights[row]} in row ${row + 1}` : `only zeros in ${nRows} rows`;
  throw new AppError('ARGUMENT_INVALID', {
    message: `${name}.fit must get finite weights of at least 0, some above 0, got ${got}.`,
    hint: 'Leave the weights out to count every row once.',
    details: { estimator: name, ...(isBad && { row: row + 1, value: String(weights[row]) }) },
  });
}

/**
 * Refuses to predict from another number of columns than the fit saw.
 *
 * @throws SHAPE_MISMATCH
 */
export function assertColumns(owner: string, nColumns: number, x: Pick<Matrix, 'nColumns'>): void {
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
