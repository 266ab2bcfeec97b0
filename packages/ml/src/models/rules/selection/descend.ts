import type { ScoreLoss } from './score-loss.ts';

/** Columns and rows of a sparse linear model. */
export interface Design {
  /** One per term, length n. */
  readonly columns: readonly Float64Array[];
  /** Per row; 0 for rows that are not learned from. */
  readonly weights: Float64Array;
  readonly loss: ScoreLoss;
}

/** Weights of the terms under construction, and the scores that they give. */
export interface Fit {
  /** Score k of row i at k * n + i. */
  readonly scores: Float64Array;
  readonly intercepts: Float64Array;
  /** Weight of term j in score k at k * nTerms + j. */
  readonly weights: Float64Array;
}

/** What is minimized, and how long to go on. */
export interface DescendOptions {
  /** Ridge penalty per unit of mean loss. */
  readonly l2: number;
  /** Terms that may change. */
  readonly terms: ArrayLike<number>;
  /** Expansions of the loss at most; 1 is enough for squared error. */
  readonly maxExpansions: number;
  readonly maxSweeps: number;
}

/** A sweep that moves no score by more than this, in units of its curvature, ends the descent. */
const TOLERANCE = 1e-5;

/** A fit with all weights 0. */
export function emptyFit({ columns, weights, loss }: Design): Fit {
  return {
    scores: new Float64Array(weights.length * loss.nScores),
    intercepts: new Float64Array(loss.nScores),
    weights: new Float64Array(columns.length * loss.nScores),
  };
}

/**
 * Minimizes mean loss + l2 ||w||^2 / 2 over some of the terms, intercepts free: coordinate
 * descent on the parabolas of the loss, which are expanded anew a few times.
 *
 * @param fit Where to begin; changed in place.
 * @cost O(n * terms) per sweep.
 * @source Friedman, Hastie & Tibshirani (2010), "Regularization paths for generalized linear models via
 * coordinate descent", J. Stat. Software 33(1).
 */
export function descend(design: Design, fit: Fit, options: DescendOptions): void {
  const { weights, loss } = design;
  const n = weights.length;
  const residuals = new Float64Array(n);
  const curvatures = new Float64Array(n);
  for (let expansion = 0; expansion < options.maxExpansions; expansion++) {
    let moved = 0;
    for (let k = 0; k < loss.nScores; k++) {
      loss.expand(fit.scores, k, residuals, curvatures);
      for (let i = 0; i < n; i++) curvatures[i] *= weights[i];
      moved = Math.max(moved, descendScore(design, fit, k, { residuals, curvatures }, options));
    }
    if (moved <= TOLERANCE) break;
  }
}

interface Parabolas {
  readonly residuals: Float64Array;
  /** Times the weight of each row. */
  readonly curvatures: Float64Array;
}

/** Sweeps over the terms of one score. @returns The largest move of the first sweep. */
function descendScore(
  { columns, weights }: Design,
  fit: Fit,
  k: number,
  { residuals, curvatures }: Parabolas,
  { l2, terms, maxSweeps }: DescendOptions,
): number {
  const n = residuals.length;
  const scores = fit.scores.subarray(k * n, (k + 1) * n);
  const own = fit.weights.subarray(k * columns.length, (k + 1) * columns.length);
  let total = 0;
  for (let i = 0; i < n; i++) total += weights[i];
  const squares = new Float64Array(columns.length);
  for (let t = 0; t < terms.length; t++)
    squares[terms[t]] = weightedSquare(columns[terms[t]], curvatures) / total;

  let first = 0;
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    let largest = 0;
    const shift = meanResidual(residuals, curvatures);
    fit.intercepts[k] += shift;
    for (let i = 0; i < n; i++) {
      residuals[i] -= shift;
      scores[i] += shift;
    }
    for (let t = 0; t < terms.length; t++) {
      const j = terms[t];
      if (squares[j] === 0) continue;
      const pull = weightedProduct(columns[j], curvatures, residuals) / total + squares[j] * own[j];
      const move = pull / (squares[j] + l2) - own[j];
      if (move === 0) continue;
      own[j] += move;
      raise(columns[j], move, residuals, scores);
      largest = Math.max(largest, Math.abs(move) * Math.sqrt(squares[j]));
    }
    if (sweep === 0) first = largest;
    if (largest <= TOLERANCE) break;
  }
  return first;
}

function meanResidual(residuals: Float64Array, curvatures: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < residuals.length; i++) {
    sum += curvatures[i] * residuals[i];
    total += curvatures[i];
  }
  return sum / total;
}

function weightedSquare(column: Float64Array, curvatures: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += curvatures[i] * column[i] * column[i];
  return sum;
}

/** Sum of curvature * residual * column: the slope of the summed loss, downwards. */
export function weightedProduct(
  column: Float64Array,
  curvatures: Float64Array,
  residuals: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += curvatures[i] * residuals[i] * column[i];
  return sum;
}

function raise(
  column: Float64Array,
  move: number,
  residuals: Float64Array,
  scores: Float64Array,
): void {
  for (let i = 0; i < column.length; i++) {
    const change = move * column[i];
    residuals[i] -= change;
    scores[i] += change;
  }
}
