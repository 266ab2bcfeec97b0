import { type Matrix, type Random, takeMatrixRows, zeros } from '../../math/index.ts';
import {
  chiSquareQuantile,
  countDistinctSorted,
  finiteQuantile,
  quantileSorted,
} from '../../stats/index.ts';
import { drawDistinct } from '../isolation/draw-distinct.ts';
import { choleskyFactor } from './cholesky-factor.ts';
import { inverseOf, squaredMahalanobis } from './mahalanobis.ts';
import { reweightedMcd } from './reweighted-mcd.ts';
import { shrunkCovariance } from './shrunk-covariance.ts';

/** Where rows lie and how they spread: `RobustDistanceState` without its shape. */
export interface RobustScatter {
  readonly method: 'mcd' | 'shrinkage';
  readonly centers: Float64Array;
  readonly units: Float64Array;
  readonly precision: Float64Array;
}

/** Rows per column below which half of them tell too little about a covariance. */
const ROWS_PER_COLUMN = 5;
/** Units beyond which values are drawn in before a covariance is shrunk. */
const DRAWN_IN = 2.5;
const MOST_ROWS = 20_000;
/** Unit below which numbers are too small to be told apart. */
const LEAST_UNIT = 1e-300;
/** Share that the variances are raised by where a covariance is shrunk. */
const LEAST_RIDGE = 1e-3;
/** Different values up to which a column counts as a scale of steps, not more than half of the rows. */
const FEW_VALUES = 10;
/** Median distance of a normal distribution from its median, in standard deviations. */
const NORMAL_MAD = 0.6744897501960817;

/**
 * Center, units and precision of rows. Columns of few different values, or of which half of the values are equal, would
 * let half of the rows lie on a plane: they stand for themselves, in units of their deviation from the median,
 * uncorrelated with the others. Of more than 20 000 rows, a drawn sample is looked at.
 *
 * @shape x: n x p, finite
 */
export function robustScatter(all: Matrix, random: Random): RobustScatter {
  const x = sampled(all, random);
  const p = x.nColumns;
  const columns = Array.from({ length: p }, (_, j) => columnScale(x, j));
  const joint = [...columns.keys()].filter((j) => !columns[j].isStepped);
  const centers = Float64Array.from(columns, ({ center }) => center);
  const units = Float64Array.from(columns, ({ unit }) => unit);
  const precision = new Float64Array(p * p);
  for (let j = 0; j < p; j++) precision[j * p + j] = 1;
  const z = standardized(x, joint, columns);
  const { method, center, inverse } = jointScatter(z, random);
  joint.forEach((j, a) => {
    centers[j] = finite(centers[j] + units[j] * center[a]);
    joint.forEach((k, b) => {
      precision[j * p + k] = inverse[a * joint.length + b];
    });
  });
  return { method, centers, units, precision };
}

function sampled(x: Matrix, random: Random): Matrix {
  if (x.nRows <= MOST_ROWS) return x;
  return takeMatrixRows(x, drawDistinct(x.nRows, MOST_ROWS, random).sort());
}

interface ColumnScale {
  readonly center: number;
  readonly unit: number;
  /** Few values are different, or at least half are equal. */
  readonly isStepped: boolean;
}

function columnScale({ nRows, nColumns, values }: Matrix, j: number): ColumnScale {
  const column = Float64Array.from({ length: nRows }, (_, i) => values[i * nColumns + j]).sort();
  const center = finiteQuantile(column, 0.5);
  // A quarter of each number: differences of the largest ones stay finite.
  const gaps = column.map((value) => Math.abs(value / 4 - center / 4)).sort();
  const unit = (4 * quantileSorted(gaps, 0.5)) / NORMAL_MAD;
  const hasFew = countDistinctSorted(column) <= Math.min(FEW_VALUES, nRows / 2);
  if (!hasFew && unit > LEAST_UNIT && unit < Number.POSITIVE_INFINITY)
    return { center, unit, isStepped: false };
  const widest = gaps[nRows - 1];
  if (!(widest > LEAST_UNIT)) return { center, unit: 0, isStepped: true };
  let squares = 0;
  for (const gap of gaps) squares += (gap / widest) * (gap / widest);
  const deviation = 4 * widest * Math.sqrt(squares / nRows);
  return { center, unit: Math.min(deviation, Number.MAX_VALUE), isStepped: true };
}

function finite(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}

function standardized(
  { nRows, nColumns, values }: Matrix,
  joint: readonly number[],
  columns: readonly ColumnScale[],
): Matrix {
  const z = zeros(nRows, joint.length);
  joint.forEach((j, a) => {
    const { center, unit } = columns[j];
    for (let i = 0; i < nRows; i++) {
      const value = (values[i * nColumns + j] / 4 - center / 4) / (unit / 4);
      z.values[i * joint.length + a] = Math.min(1e12, Math.max(-1e12, value));
    }
  });
  return z;
}

interface JointScatter {
  readonly method: 'mcd' | 'shrinkage';
  readonly center: Float64Array;
  readonly inverse: Float64Array;
}

function jointScatter(z: Matrix, random: Random): JointScatter {
  const { nRows: n, nColumns: p } = z;
  if (p === 0) return { method: 'mcd', center: new Float64Array(0), inverse: new Float64Array(0) };
  const found = n >= ROWS_PER_COLUMN * p ? reweightedMcd(z, random) : undefined;
  if (found === undefined) return shrunkScatter(z);
  const lower = choleskyFactor(found.covariance, p);
  return lower === undefined
    ? shrunkScatter(z)
    : { method: 'mcd', center: found.center, inverse: inverseOf(lower, p) };
}

/** Values drawn in, shrunk, and scaled so that the median distance is that of normal rows. */
function shrunkScatter(z: Matrix): JointScatter {
  const p = z.nColumns;
  const values = z.values.map((value) => Math.min(DRAWN_IN, Math.max(-DRAWN_IN, value)));
  const { center, covariance } = shrunkCovariance({ ...z, values });
  // So few rows may show no noise at all and still lie on a plane.
  for (let j = 0; j < p; j++) covariance[j * p + j] *= 1 + LEAST_RIDGE;
  const lower = choleskyFactor(covariance, p);
  if (lower === undefined) throw new RangeError('a shrunk covariance must be positive definite');
  const squares = squaredMahalanobis(z, center, lower).sort();
  const factor = quantileSorted(squares, 0.5) / chiSquareQuantile(0.5, p);
  const inverse = inverseOf(lower, p).map((value) => (factor > 0 ? value / factor : value));
  return { method: 'shrinkage', center, inverse };
}
