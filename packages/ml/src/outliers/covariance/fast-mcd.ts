import {
  log,
  type Matrix,
  type Random,
  shuffledIndices,
  takeMatrixRows,
} from '../../math/index.ts';
import { choleskyFactor } from './cholesky-factor.ts';
import { squaredMahalanobis } from './mahalanobis.ts';
import { type Scatter, subsetMoments } from './subset-moments.ts';

/** The h rows of least covariance determinant that were found. */
export interface McdSubset extends Scatter {
  /** Increasing row numbers. */
  readonly rows: Int32Array;
  /** Logarithm of the determinant of their covariance. */
  readonly logDeterminant: number;
}

/** Beginnings, and how many of the best are followed to the end. */
const N_STARTS = 500;
const N_KEPT = 10;
/** Rows from which beginnings work on parts of the rows. */
const PART_ROWS = 300;
const MOST_PARTS = 5;
const MOST_STEPS = 100;

/**
 * The minimum covariance determinant: of all subsets of h rows, the one whose covariance has the least determinant.
 *
 * 500 random beginnings of p + 1 rows take two concentration steps (the h rows nearest to center and covariance of the
 * last ones); the best 10 go on until nothing changes. Beyond 600 rows, beginnings work on up to 5 parts of 300 rows, then
 * on these together, then on all.
 *
 * @shape x: n x p, finite, columns of about the same spread
 * @param h Rows that count, above p, at most n.
 * @returns undefined where h rows lie on a plane: their covariance has no inverse.
 * @cost O(500 min(n, 300) p^2) and O(10 n p^2) per concentration step
 * @source Rousseeuw & Van Driessen (1999), "A Fast Algorithm for the Minimum Covariance Determinant Estimator",
 * Technometrics 41, 212-223; for one column Rousseeuw & Leroy (1987), pp. 171-172.
 */
export function fastMcd(
  x: Matrix,
  { h, random }: { readonly h: number; readonly random: Random },
): McdSubset | undefined {
  if (x.nColumns === 1) return shortestInterval(x, h);
  const { nRows: n } = x;
  const nParts = Math.min(MOST_PARTS, Math.floor(n / PART_ROWS));
  if (nParts < 2) return bestOf(x, h, startsOf(x, { h, nStarts: N_STARTS, random }));
  const share = h / n;
  const order = shuffledIndices(n, random);
  const starts: Scatter[] = [];
  for (let part = 0; part < nParts; part++) {
    const rows = order.subarray(part * PART_ROWS, (part + 1) * PART_ROWS);
    const own = takeMatrixRows(x, rows);
    const nStarts = Math.ceil(N_STARTS / nParts);
    starts.push(...startsOf(own, { h: Math.ceil(PART_ROWS * share), nStarts, random }));
  }
  const merged = takeMatrixRows(x, order.subarray(0, nParts * PART_ROWS));
  return bestOf(x, h, twoSteps(merged, Math.ceil(merged.nRows * share), starts));
}

/** The best beginnings after two steps each. */
function startsOf(
  x: Matrix,
  { h, nStarts, random }: { readonly h: number; readonly nStarts: number; readonly random: Random },
): readonly Scatter[] {
  const starts = Array.from({ length: nStarts }, () => drawnScatter(x, random));
  return twoSteps(
    x,
    h,
    starts.filter((start) => start !== undefined),
  );
}

/** Center and covariance of p + 1 drawn rows, and of more until the covariance has an inverse. */
function drawnScatter(x: Matrix, random: Random): Scatter | undefined {
  const order = shuffledIndices(x.nRows, random);
  for (let size = Math.min(x.nColumns + 1, x.nRows); size <= x.nRows; size += 1 + (size >> 2)) {
    const scatter = subsetMoments(x, order.subarray(0, size));
    if (choleskyFactor(scatter.covariance, x.nColumns) !== undefined) return scatter;
  }
  return undefined;
}

function twoSteps(x: Matrix, h: number, starts: readonly Scatter[]): readonly McdSubset[] {
  const found: McdSubset[] = [];
  for (const start of starts) {
    const once = concentrate(x, h, start);
    const twice = once && concentrate(x, h, once);
    if (twice !== undefined) found.push(twice);
  }
  found.sort((a, b) => a.logDeterminant - b.logDeterminant);
  return found.filter((each, i) => i === 0 || !isSame(each, found[i - 1])).slice(0, N_KEPT);
}

function isSame(a: McdSubset, b: McdSubset): boolean {
  return a.rows.every((row, i) => row === b.rows[i]);
}

function bestOf(x: Matrix, h: number, starts: readonly Scatter[]): McdSubset | undefined {
  let best: McdSubset | undefined;
  for (const start of starts) {
    const found = converge(x, h, start);
    if (found && (best === undefined || found.logDeterminant < best.logDeterminant)) best = found;
  }
  return best;
}

function converge(x: Matrix, h: number, start: Scatter): McdSubset | undefined {
  let found = concentrate(x, h, start);
  for (let step = 1; found !== undefined && step < MOST_STEPS; step++) {
    const next = concentrate(x, h, found);
    if (next === undefined) return undefined;
    if (!(next.logDeterminant < found.logDeterminant)) break;
    found = next;
  }
  return found;
}

/** A concentration step: never raises the determinant. */
function concentrate(x: Matrix, h: number, { center, covariance }: Scatter): McdSubset | undefined {
  const lower = choleskyFactor(covariance, x.nColumns);
  if (lower === undefined) return undefined;
  const rows = nearest(squaredMahalanobis(x, center, lower), h);
  return withDeterminant(x, rows);
}

function withDeterminant(x: Matrix, rows: Int32Array): McdSubset | undefined {
  const scatter = subsetMoments(x, rows);
  const lower = choleskyFactor(scatter.covariance, x.nColumns);
  if (lower === undefined) return undefined;
  let logDeterminant = 0;
  for (let j = 0; j < x.nColumns; j++) logDeterminant += 2 * log(lower[j * x.nColumns + j]);
  return { ...scatter, rows, logDeterminant };
}

/** The h rows of least distance in their order; of equally far ones the earlier. */
function nearest(squares: Float64Array, h: number): Int32Array {
  const limit = squares.toSorted()[h - 1];
  const rows = new Int32Array(h);
  let room = h;
  for (let i = 0; i < squares.length; i++) if (squares[i] < limit) room--;
  let at = 0;
  for (let i = 0; i < squares.length && at < h; i++) {
    if (squares[i] > limit || (squares[i] === limit && room-- <= 0)) continue;
    rows[at++] = i;
  }
  return rows;
}

/** One column: the h neighbors in order of least variance, exactly. */
function shortestInterval(x: Matrix, h: number): McdSubset | undefined {
  const { values, nRows: n } = x;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => values[a] - values[b] || a - b);
  let [sum, squares] = [0, 0];
  let best = { start: 0, squares: Number.POSITIVE_INFINITY };
  for (let i = 0; i < n; i++) {
    const entering = values[order[i]];
    sum += entering;
    squares += entering * entering;
    if (i >= h) {
      const leaving = values[order[i - h]];
      sum -= leaving;
      squares -= leaving * leaving;
    }
    const left = squares - (sum * sum) / h;
    if (i >= h - 1 && left < best.squares) best = { start: i - h + 1, squares: left };
  }
  return withDeterminant(x, order.slice(best.start, best.start + h).sort());
}
