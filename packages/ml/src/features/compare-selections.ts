import { invariant, resolveParams } from '@kaizenml/contracts';
import { isSparse, type Matrix, seededRandom } from '../math/index.ts';
import { getMetric } from '../metrics/index.ts';
import { getEstimator, type Target } from '../models/index.ts';
import { applyGraph, featureNames, learnRows } from '../preprocess/index.ts';
import { takeTargetRows, toOutcome } from '../search/index.ts';
import type { Split } from '../selection/index.ts';
import { type Table, takeRows } from '../table/index.ts';
import { takeMatrixColumns } from './columns.ts';
import type { SelectionMethod } from './selection-method.ts';
import { SELECTION_METHODS } from './selection-methods.ts';

/** What is compared, and how. */
export interface SelectionSetup {
  readonly features: Table;
  readonly target: Target;
  readonly folds: readonly Split[];
  /** Estimator that learns from what is selected: one that takes dense rows. */
  readonly estimator: string;
  /** Names of metrics. */
  readonly metrics: readonly string[];
  /** Features that are kept at most; of fewer all are. Default: half of those that there are in a fold. */
  readonly nKept?: number | undefined;
  /** Default: every one. */
  readonly methods?: readonly SelectionMethod[];
  readonly seed: number;
}

/** What a method kept of one fold, and how good the estimator was with it. */
export interface SelectedFold {
  readonly kept: readonly string[];
  /** In the order of the asked metrics; NaN where one is not defined. */
  readonly values: readonly number[];
}

/** One row of the table: a method on every fold. */
export interface SelectionRow {
  readonly method: SelectionMethod;
  readonly folds: readonly SelectedFold[];
}

/**
 * Compares ways to choose features on the same folds.
 *
 * Preparation, selection and fit see the training part of a fold and nothing else: a selection that has seen the held-out
 * rows finds what is not there (Ambroise & McLachlan 2002).
 *
 * @returns One entry per method, in order.
 * @cost folds x (a preparation, and for each method a selection and a fit).
 * @source Ambroise & McLachlan (2002), "Selection bias in gene extraction", PNAS 99, 6562-6566.
 */
export function compareSelections(setup: SelectionSetup): SelectionRow[] {
  const { methods = SELECTION_METHODS, folds } = setup;
  const prepared = folds.map((split) => prepareSplit(setup, split));
  return methods.map((method) => ({
    method,
    folds: prepared.map((parts, fold) => selectAndScore(method, parts, { ...setup, fold })),
  }));
}

interface PreparedSplit {
  readonly names: readonly string[];
  readonly xTrain: Matrix;
  readonly xTest: Matrix;
  readonly yTrain: Target;
  readonly yTest: Target;
}

function prepareSplit({ features, target }: SelectionSetup, { train, test }: Split): PreparedSplit {
  const yTrain = takeTargetRows(target, train);
  const { graph, x: xTrain } = learnRows('dense', takeRows(features, train), yTrain);
  invariant(!isSparse(xTrain), 'the recipe dense makes dense rows');
  return {
    names: featureNames(graph),
    xTrain,
    xTest: applyGraph(graph, takeRows(features, test)),
    yTrain,
    yTest: takeTargetRows(target, test),
  };
}

function selectAndScore(
  method: SelectionMethod,
  { names, xTrain, xTest, yTrain, yTest }: PreparedSplit,
  { estimator, metrics, nKept, seed, fold }: SelectionSetup & { readonly fold: number },
): SelectedFold {
  const most = Math.min(names.length, Math.max(1, nKept ?? Math.ceil(names.length / 2)));
  const random = seededRandom(seed + fold);
  const kept = method.select(xTrain, yTrain, { nKept: most, random });
  const { fit, predict, params } = getEstimator(estimator);
  const values = resolveParams(estimator, params);
  const state = fit(takeMatrixColumns(xTrain, kept), yTrain, values, {
    random: seededRandom(seed + fold),
  });
  const outcome = toOutcome(yTest, predict(state, takeMatrixColumns(xTest, kept)));
  return {
    kept: Array.from(kept, (j) => names[j]),
    values: metrics.map((name) => getMetric(name).compute(outcome)),
  };
}
