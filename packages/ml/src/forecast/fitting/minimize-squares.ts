import { solvePositiveDefinite } from '../../math/index.ts';

/** A sum of squares to make small over a box. */
export interface SquaresProblem {
  /** Number of residuals. */
  readonly n: number;
  /**
   * Writes the residuals at `theta` into `out`.
   *
   * @returns The sum of their squares; Infinity where `theta` is not usable.
   */
  residuals(theta: Float64Array, out: Float64Array): number;
  readonly start: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Distance of the differences that stand for derivatives, per parameter. */
  readonly steps: Float64Array;
  /** Share of the sum that a round must gain to be followed by another. Default 1e-7. */
  readonly enough?: number;
}

/** Where a sum of squares is small. */
export interface SquaresMinimum {
  readonly theta: Float64Array;
  readonly sum: number;
}

const MAX_ROUNDS = 25;
const MAX_DAMPING = 1e8;

/**
 * Levenberg and Marquardt's method in a box, with forward differences.
 *
 * Parameters at a bound which the gradient pushes outward are held; the others take a damped Gauss-Newton step, cut at
 * the box. Stops when a round gains less than `enough` of the sum, or after 25 rounds.
 *
 * @returns The best point seen, which is the start where nothing is better.
 * @cost O(rounds (p evaluations + n p^2)); memory n (p + 2).
 * @source Marquardt (1963), SIAM Journal 11, 431-441; bounds as in Kanzow, Yamashita & Fukushima (2004).
 */
export function minimizeSquares(problem: SquaresProblem): SquaresMinimum {
  const { n, start, lower, upper, enough = 1e-7 } = problem;
  const p = start.length;
  let theta: Float64Array = start.map((value, j) => Math.min(Math.max(value, lower[j]), upper[j]));
  let residuals: Float64Array = new Float64Array(n);
  let trial: Float64Array = new Float64Array(n);
  let sum = problem.residuals(theta, residuals);
  if (!Number.isFinite(sum)) return { theta, sum };
  const columns = Array.from({ length: p }, () => new Float64Array(n));
  let damping = 1e-3;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    differentiate(problem, theta, residuals, columns);
    const before = sum;
    const { gram, slope } = normalEquations(columns, residuals);
    while (damping < MAX_DAMPING) {
      const next = stepTo(problem, theta, { gram, slope, damping });
      const nextSum =
        next === undefined ? Number.POSITIVE_INFINITY : problem.residuals(next, trial);
      if (next !== undefined && nextSum < sum) {
        [theta, sum] = [next, nextSum];
        [residuals, trial] = [trial, residuals];
        damping = Math.max(damping / 10, 1e-9);
        break;
      }
      damping *= 8;
    }
    if (!(before - sum > enough * before)) break;
  }
  return { theta, sum };
}

function differentiate(
  problem: SquaresProblem,
  theta: Float64Array,
  residuals: Float64Array,
  columns: readonly Float64Array[],
): void {
  const moved = theta.slice();
  for (let j = 0; j < theta.length; j++) {
    const column = columns[j];
    const sign = theta[j] + problem.steps[j] > problem.upper[j] ? -1 : 1;
    moved[j] = theta[j] + sign * problem.steps[j];
    const distance = moved[j] - theta[j];
    if (Number.isFinite(problem.residuals(moved, column))) {
      for (let i = 0; i < column.length; i++) column[i] = (column[i] - residuals[i]) / distance;
    } else column.fill(0);
    moved[j] = theta[j];
  }
}

interface NormalEquations {
  /** J'J, p x p. */
  readonly gram: Float64Array;
  /** J'r, length p. */
  readonly slope: Float64Array;
}

function normalEquations(
  columns: readonly Float64Array[],
  residuals: Float64Array,
): NormalEquations {
  const p = columns.length;
  const gram = new Float64Array(p * p);
  const slope = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    slope[j] = dot(columns[j], residuals);
    for (let k = 0; k <= j; k++) {
      gram[j * p + k] = dot(columns[j], columns[k]);
      gram[k * p + j] = gram[j * p + k];
    }
  }
  return { gram, slope };
}

/** The end of a damped step, or undefined where there is none. */
function stepTo(
  { lower, upper }: SquaresProblem,
  theta: Float64Array,
  { gram, slope, damping }: NormalEquations & { readonly damping: number },
): Float64Array | undefined {
  const p = theta.length;
  const free: number[] = [];
  for (let j = 0; j < p; j++) {
    const held = (theta[j] <= lower[j] && slope[j] > 0) || (theta[j] >= upper[j] && slope[j] < 0);
    if (!held && gram[j * p + j] > 0) free.push(j);
  }
  const q = free.length;
  if (q === 0) return undefined;
  const matrix = new Float64Array(q * q);
  for (let a = 0; a < q; a++) {
    for (let b = 0; b < q; b++) matrix[a * q + b] = gram[free[a] * p + free[b]];
    matrix[a * q + a] *= 1 + damping;
  }
  const right = Float64Array.from(free, (j) => -slope[j]);
  const step = solvePositiveDefinite(matrix, right);
  if (step === undefined) return undefined;
  const next = theta.slice();
  for (let a = 0; a < q; a++) {
    const j = free[a];
    next[j] = Math.min(Math.max(theta[j] + step[a], lower[j]), upper[j]);
  }
  return next;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
