import type { Random } from '../../../math/index.ts';
import { type Features, isSparse } from '../design/index.ts';

/** One linear score, found in the dual: weights of the columns and of the constant column of 1. */
export interface DualMinimum {
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** When to stop. */
export interface DualSearch {
  /** Weight of ||(w, b)||^2 / 2 next to the summed loss. Above 0. */
  readonly l2: number;
  /** How much each row counts. Default 1 each. */
  readonly weights?: Float64Array | undefined;
  /** Orders of the rows are drawn from it. */
  readonly random: Random;
  /** Sweeps over the rows at most. */
  readonly maxIterations: number;
  /** Stops when the slopes of a sweep are this near to those of the optimum; slopes are in units of the score. */
  readonly tolerance: number;
}

/** What is lost beyond the margin, once per unit of distance: both sides of a row's dual variable. */
interface DualRows {
  /** Side of row i that the score should be on, 1 or -1; for a target of numbers always 1. */
  readonly signs: Int8Array;
  /** What the signed score should reach. */
  readonly aims: Float64Array;
  /** Distance from the aim that costs nothing, to either side; undefined where only one side costs. */
  readonly slack: number | undefined;
}

/**
 * Minimizes sum of max(0, 1 - y (xw + b)) + l2 ||(w, b)||^2 / 2 for signs y: the support vector machine.
 *
 * @source Hsieh, Chang, Lin, Keerthi & Sundararajan (2008), "A dual coordinate descent method for
 * large-scale linear SVM", ICML.
 */
export function hingeDual(x: Features, signs: Int8Array, search: DualSearch): DualMinimum {
  return descend(x, { signs, aims: new Float64Array(x.nRows).fill(1), slack: undefined }, search);
}

/**
 * Minimizes sum of max(0, |y - xw - b| - epsilon) + l2 ||(w, b)||^2 / 2: support vector regression.
 *
 * @source Ho & Lin (2012), "Large-scale linear support vector regression", JMLR 13, 3323-3348.
 */
export function tubeDual(
  x: Features,
  y: Float64Array,
  epsilon: number,
  search: DualSearch,
): DualMinimum {
  return descend(x, { signs: new Int8Array(x.nRows).fill(1), aims: y, slack: epsilon }, search);
}

/**
 * Coordinate descent on the dual variables in random order, with the primal weights kept up to date: a
 * step costs as much as its row has entries. Variables that rest at a bound, with a slope that holds them
 * there, sit out until all others are done.
 *
 * @cost O(entries of the rows in play) per sweep.
 */
function descend(
  x: Features,
  { signs, aims, slack }: DualRows,
  { l2, weights, random, maxIterations, tolerance }: DualSearch,
): DualMinimum {
  const { nRows: n, nColumns: p } = x;
  const rows = rowsOf(x);
  const w = new Float64Array(p + 1);
  const dual = new Float64Array(n);
  const squares = Float64Array.from({ length: n }, (_, i) => rows.square(i) + 1);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const rest = slack ?? 0;
  const lowest = slack === undefined ? 0 : -1;
  let nActive = n;
  let mostBefore = Number.POSITIVE_INFINITY;
  for (let sweep = 0; sweep < maxIterations; sweep++) {
    let most = 0;
    shuffleStart(order, nActive, random);
    for (let s = 0; s < nActive; s++) {
      const i = order[s];
      const bound = (weights === undefined ? 1 : weights[i]) / l2;
      if (bound === 0) continue;
      const slope = signs[i] * rows.score(i, w) - aims[i];
      const held = dual[i];
      const up = slope + rest;
      const down = slope - rest;
      const low = lowest * bound;
      const away = distanceToRest(held, low, bound, up, down);
      if (away === 0 && pushAgainstRest(held, low, bound, up, down) > mostBefore) {
        nActive--;
        order[s] = order[nActive];
        order[nActive] = i;
        s--;
        continue;
      }
      most = Math.max(most, away);
      if (away === 0) continue;
      const aimed = newDual(held, up, down, squares[i]);
      const next = Math.min(Math.max(aimed, low), bound);
      dual[i] = next;
      if (next !== held) rows.add(i, signs[i] * (next - held), w);
    }
    mostBefore = most;
    if (most > tolerance) continue;
    if (nActive === n) break;
    nActive = n;
    mostBefore = Number.POSITIVE_INFINITY;
  }
  return { weights: w.subarray(0, p).slice(), intercept: w[p] };
}

/** How far the slope of one dual variable is from holding it where it is: 0 at the optimum. */
function distanceToRest(held: number, low: number, high: number, up: number, down: number): number {
  if (held === 0) {
    const rise = up < 0 && high > 0 ? -up : 0;
    const fall = down > 0 && low < 0 ? down : 0;
    return Math.max(rise, fall);
  }
  if (held > 0) return held < high ? Math.abs(up) : Math.max(up, 0);
  return held > low ? Math.abs(down) : Math.max(-down, 0);
}

/** How hard the slopes hold a variable at a bound or at its kink: above 0 only where it rests. */
function pushAgainstRest(
  held: number,
  low: number,
  high: number,
  up: number,
  down: number,
): number {
  if (held === high) return -up;
  if (held === low) return down;
  return held === 0 ? Math.min(up, -down) : 0;
}

/** The unbounded minimum of one dual variable: a Newton step, with a kink at 0. */
function newDual(held: number, up: number, down: number, square: number): number {
  if (up < square * held) return held - up / square;
  if (down > square * held) return held - down / square;
  return 0;
}

function shuffleStart(order: Int32Array, count: number, random: Random): void {
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
}

/** What a step needs of a row, with a constant 1 as its last column. */
interface Rows {
  square(i: number): number;
  score(i: number, w: Float64Array): number;
  add(i: number, by: number, w: Float64Array): void;
}

function rowsOf(x: Features): Rows {
  const { nColumns: p, values } = x;
  if (isSparse(x)) {
    const { offsets, columns } = x;
    return {
      square: (i) => squareOf(values, offsets[i], offsets[i + 1]),
      score(i, w) {
        let sum = w[p];
        for (let at = offsets[i]; at < offsets[i + 1]; at++) sum += values[at] * w[columns[at]];
        return sum;
      },
      add(i, by, w) {
        for (let at = offsets[i]; at < offsets[i + 1]; at++) w[columns[at]] += by * values[at];
        w[p] += by;
      },
    };
  }
  return {
    square: (i) => squareOf(values, i * p, (i + 1) * p),
    score(i, w) {
      let sum = w[p];
      for (let j = 0, at = i * p; j < p; j++, at++) sum += values[at] * w[j];
      return sum;
    },
    add(i, by, w) {
      for (let j = 0, at = i * p; j < p; j++, at++) w[j] += by * values[at];
      w[p] += by;
    },
  };
}

function squareOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at] * values[at];
  return sum;
}
