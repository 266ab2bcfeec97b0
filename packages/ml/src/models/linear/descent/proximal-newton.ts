import {
  moments,
  type SparseMatrix,
  sparseMoments,
  toSparse,
  transposeSparse,
} from '../../../math/index.ts';
import { type Design, type Features, isSparse } from '../design/index.ts';
import { columnDescent } from './column-descent.ts';
import { gramDescent } from './gram-descent.ts';

/** Up to this many columns, the p x p matrix of second derivatives is written out. */
const MAX_GRAM_COLUMNS = 1024;
const MAX_SWEEPS = 1000;
const MAX_HALVINGS = 30;

/**
 * The columns of x one by one, where a Newton step goes through them; undefined where it goes through the
 * p x p matrix of second derivatives: few columns, and not many more than rows.
 */
export function columnsInNeed(x: Features): SparseMatrix | undefined {
  if (x.nColumns <= MAX_GRAM_COLUMNS && x.nColumns <= 4 * x.nRows) return undefined;
  return transposeSparse(isSparse(x) ? x : toSparse(x));
}

/** Writes slope and curvature of the loss of each row, times its weight, in the place of scores; returns the summed loss. */
export type CurvedRows = (
  scores: Float64Array,
  from: number,
  count: number,
  slopes: Float64Array,
  curvatures: Float64Array,
) => number;

/** One score per row: the weights of the columns and an intercept. */
export interface OneScore {
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** What to minimize: summed loss + l1 ||w||_1 + l2 ||w||^2 / 2, with a free intercept. */
export interface SparseProblem {
  readonly x: Features;
  /** See `columnsInNeed`. */
  readonly byColumn: SparseMatrix | undefined;
  readonly design: Design;
  readonly rows: CurvedRows;
  readonly l1: number;
  readonly l2: number;
  /** Standard deviation of each column. */
  readonly deviations: Float64Array;
  /** Sum of the weights of the rows. */
  readonly total: number;
}

/** When to stop. */
export interface Patience {
  /** Newton steps at most. */
  readonly maxIterations: number;
  /** Stops when no slope of the mean loss, per standard deviation of a column, is further from its optimum. */
  readonly tolerance: number;
}

/**
 * Minimizes a smooth convex loss with an L1 penalty by Newton steps: each replaces the loss by its second
 * order expansion, minimizes that with the penalty by coordinate descent, and is halved until the
 * objective drops.
 *
 * @cost Per Newton step O(n p^2 / 2) up to 1024 columns; above, and where columns outnumber rows, a few
 * passes over the entries of the columns in play.
 * @source Lee, Sun & Saunders (2014), "Proximal Newton-type methods", SIAM J. Optim. 24(3); Friedman,
 * Hastie & Tibshirani (2010), J. Stat. Software 33(1).
 */
export function proximalNewton(
  problem: SparseProblem,
  start: OneScore,
  { maxIterations, tolerance }: Patience,
): OneScore & { readonly nSteps: number } {
  let place = evaluateAt(problem, start);
  let nSteps = 0;
  while (nSteps < maxIterations) {
    const distance = distanceFromOptimum(problem, place);
    if (distance <= tolerance) break;
    const next = shortenUntilLower(problem, place, aimFrom(problem, place, distance));
    if (next === undefined) break;
    place = next;
    nSteps++;
  }
  return { weights: place.weights, intercept: place.intercept, nSteps };
}

/** Everything known about one choice of weights. */
interface Place extends OneScore {
  readonly objective: number;
  /** Slope and curvature of each row. */
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
  /** X' slopes. */
  readonly gradient: Float64Array;
}

function evaluateAt({ design, rows, l1, l2 }: SparseProblem, at: OneScore): Place {
  const slopes = new Float64Array(design.nRows);
  const curvatures = new Float64Array(design.nRows);
  const gradient = new Float64Array(design.nColumns);
  let objective = 0;
  const toSlopes = (scores: Float64Array, from: number, count: number): void => {
    const ownSlopes = slopes.subarray(from, from + count);
    objective += rows(scores, from, count, ownSlopes, curvatures.subarray(from, from + count));
    scores.set(ownSlopes);
  };
  design.pass(at.weights, Float64Array.of(at.intercept), toSlopes, gradient);
  for (const w of at.weights) objective += l1 * Math.abs(w) + (l2 * w * w) / 2;
  return { ...at, objective, slopes, curvatures, gradient };
}

/** Largest distance of 0 from the slopes that the objective has at a place. */
function distanceFromOptimum(problem: SparseProblem, place: Place): number {
  const { l1, l2, deviations, total } = problem;
  const { weights: w, gradient, slopes } = place;
  let largest = Math.abs(slopes.reduce((sum, slope) => sum + slope, 0)) / total;
  for (let j = 0; j < w.length; j++) {
    if (deviations[j] === 0) continue;
    const slope = gradient[j] + l2 * w[j];
    const away =
      w[j] === 0 ? Math.max(Math.abs(slope) - l1, 0) : Math.abs(slope + Math.sign(w[j]) * l1);
    largest = Math.max(largest, away / (deviations[j] * total));
  }
  return largest;
}

/** Minimizes the second order expansion around a place, to a share of how far that place is from the optimum. */
function aimFrom({ x, byColumn, l1, l2, total }: SparseProblem, place: Place, distance: number) {
  return byColumn === undefined
    ? aimByGram(x, place, { l1, l2 })
    : aimByColumns(byColumn, place, { l1, l2, tolerance: 0.01 * distance * Math.sqrt(total) });
}

function aimByGram(x: Features, place: Place, { l1, l2 }: { l1: number; l2: number }): OneScore {
  const { weights: w, slopes, curvatures } = place;
  const p = w.length;
  const ratios = slopes.map((slope, i) => (curvatures[i] === 0 ? 0 : slope / curvatures[i]));
  const products = isSparse(x)
    ? sparseMoments(x, ratios, curvatures)
    : moments(x, ratios, curvatures);
  const { gram, crossed, means, targetMean } = products;
  for (let j = 0; j < p; j++) {
    let own = -crossed[j];
    for (let k = 0; k < p; k++) own += gram[j * p + k] * w[k];
    crossed[j] = own;
  }
  const aimed = gramDescent(
    { gram, crossed, targetSquares: Number.MAX_VALUE },
    { l1, l2, start: w, maxIterations: MAX_SWEEPS, tolerance: 1e-10 },
  );
  let intercept = place.intercept - targetMean;
  for (let j = 0; j < p; j++) intercept -= (aimed[j] - w[j]) * means[j];
  return { weights: aimed, intercept };
}

function aimByColumns(
  byColumn: SparseMatrix,
  { weights, intercept, slopes, curvatures }: Place,
  { l1, l2, tolerance }: { l1: number; l2: number; tolerance: number },
): OneScore {
  const found = columnDescent({
    byColumn,
    curvatures,
    slopes,
    start: weights,
    l1,
    l2,
    maxIterations: MAX_SWEEPS,
    tolerance,
  });
  return { weights: found.weights, intercept: intercept + found.interceptMove };
}

/** The first of the full step, its half, its quarter … that lowers the objective enough. */
function shortenUntilLower(problem: SparseProblem, from: Place, aim: OneScore): Place | undefined {
  const { l1, l2 } = problem;
  let promised =
    from.slopes.reduce((sum, slope) => sum + slope, 0) * (aim.intercept - from.intercept);
  for (let j = 0; j < from.weights.length; j++) {
    const [before, after] = [from.weights[j], aim.weights[j]];
    promised += from.gradient[j] * (after - before);
    promised += l1 * (Math.abs(after) - Math.abs(before)) + (l2 * (after ** 2 - before ** 2)) / 2;
  }
  const slack = 1e-14 * Math.abs(from.objective);
  for (let halving = 0, share = 1; halving < MAX_HALVINGS; halving++, share /= 2) {
    const tried = evaluateAt(problem, {
      weights: from.weights.map((w, j) => w + share * (aim.weights[j] - w)),
      intercept: from.intercept + share * (aim.intercept - from.intercept),
    });
    if (tried.objective <= from.objective + 0.01 * share * promised + slack) return tried;
  }
  return undefined;
}
