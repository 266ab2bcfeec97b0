import { AppError } from '@kaizenml/contracts';
import { answeredClass, type Matrix } from '../../../math/index.ts';
import { openForest, outputsOf } from '../../../trees/ensemble/index.ts';
import type { Target } from '../../estimator.ts';
import { assertColumns } from '../../refusals.ts';
import { drawRows } from './row-draw.ts';
import { type Trees, toAnswers } from './trees.ts';

/** What trees say about the training rows that they did not draw: an estimate without rows held out. */
export interface OutOfBag {
  /** Share of right answers for classes; share of the variance that is explained for numbers. */
  readonly metric: 'accuracy' | 'r2';
  /** Null where no row was left out by a tree, or where all numbers are equal. */
  readonly score: number | null;
  /** Rows that some tree left out; the others do not count. */
  readonly nScored: number;
  /** Rows of a weight above 0. */
  readonly nRows: number;
  /** What each tree drew its rows by: `outOfBagAnswers` draws them again. */
  readonly treeSeeds: Float64Array;
}

/**
 * What trees say about the training rows that they did not draw.
 *
 * @cost As `outOfBagAnswers`.
 * @source Breiman (1996), "Out-of-bag estimation".
 */
export function outOfBag(
  trees: Trees,
  x: Matrix,
  {
    y,
    weights,
    treeSeeds,
  }: { readonly y: Target; readonly weights?: Float64Array; readonly treeSeeds: Float64Array },
): OutOfBag {
  const answers = meansOfUndrawn(trees, x, treeSeeds);
  const width = answers.length / x.nRows;
  const rows = Array.from({ length: x.nRows }, (_, i) => i).filter(
    (i) => !Number.isNaN(answers[i * width]),
  );
  const scored: ScoredRows = { rows, weights: rows.map((i) => weights?.[i] ?? 1), answers };
  return {
    metric: y.kind === 'regression' ? 'r2' : 'accuracy',
    score: y.kind === 'regression' ? explained(y.values, scored) : rightShare(y, scored),
    nScored: rows.length,
    nRows: x.nRows,
    treeSeeds,
  };
}

/**
 * The answers to the training rows of the trees that did not draw them; NaN for a row that every tree drew,
 * which happens to one row in e^(nTrees / 2.2).
 *
 * @param trees Fitted with `outOfBag`. @param x The rows of the fit in their order, without those of
 * weight 0.
 * @shape n x p; the result has n values, or n x nClasses.
 * @throws ARGUMENT_INVALID when the fit was without `outOfBag`, SHAPE_MISMATCH for other rows or columns.
 * @cost O(n p log 255 + nTrees n depth).
 * @source Breiman (1996), "Out-of-bag estimation".
 */
export function outOfBagAnswers(trees: Trees, x: Matrix): Float64Array {
  assertColumns('random-forest', trees.nColumns, x);
  const { outOfBag } = trees;
  if (outOfBag === undefined) {
    throw new AppError('ARGUMENT_INVALID', {
      message:
        'The forest must know the rows that its trees drew, got one fitted without `outOfBag`.',
      hint: 'Fit it again with `outOfBag: true`.',
      details: { estimator: 'random-forest' },
    });
  }
  if (x.nRows !== outOfBag.nRows) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `The rows must be the ${outOfBag.nRows} of the fit, got ${x.nRows}.`,
      hint: 'Give it the training rows in their order; for others there is `predict`.',
      details: { estimator: 'random-forest', expected: outOfBag.nRows, received: x.nRows },
    });
  }
  return meansOfUndrawn(trees, x, outOfBag.treeSeeds);
}

function meansOfUndrawn(trees: Trees, x: Matrix, treeSeeds: Float64Array): Float64Array {
  const nOutputs = outputsOf(trees);
  const drawn = new Float64Array(x.nRows);
  const nTold = new Int32Array(x.nRows);
  const desk = openForest(trees, x.nRows);
  try {
    desk.read(x, 0, x.nRows);
    treeSeeds.forEach((seed, tree) => {
      drawRows(drawn, seed);
      let nUndrawn = 0;
      for (let i = 0; i < x.nRows; i++) if (drawn[i] === 0) desk.listed[nUndrawn++] = i;
      for (const row of desk.listed.subarray(0, nUndrawn)) nTold[row]++;
      desk.add(tree, nUndrawn);
    });
    return toAnswers(
      trees,
      desk.sums.map((sum, at) => sum / nTold[Math.floor(at / nOutputs)]),
    );
  } finally {
    desk.close();
  }
}

/** Rows that have an answer, and how much each counts. */
interface ScoredRows {
  readonly rows: readonly number[];
  readonly weights: readonly number[];
  readonly answers: Float64Array;
}

function explained(values: Float64Array, { rows, weights, answers }: ScoredRows): number | null {
  const sum = (term: (row: number) => number) =>
    rows.reduce((total, row, k) => total + weights[k] * term(row), 0);
  // From one of the numbers: equal numbers have exactly no spread.
  const origin = values[rows[0]];
  const mean = origin + sum((i) => values[i] - origin) / sum(() => 1);
  const spread = sum((i) => (values[i] - mean) ** 2);
  return spread > 0 ? 1 - sum((i) => (values[i] - answers[i]) ** 2) / spread : null;
}

function rightShare(
  { codes, nClasses }: Extract<Target, { kind: 'classification' }>,
  { rows, weights, answers }: ScoredRows,
): number | null {
  let right = 0;
  let total = 0;
  rows.forEach((row, k) => {
    total += weights[k];
    if (answeredClass(answers, row, nClasses) === codes[row]) right += weights[k];
  });
  return total > 0 ? right / total : null;
}
