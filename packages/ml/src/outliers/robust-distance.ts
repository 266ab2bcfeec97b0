import { AppError } from '@kaizenml/contracts';
import { type Matrix, zeros } from '../math/index.ts';
import { assertColumns } from '../models/refusals.ts';
import { stateCheck } from '../models/state-reader.ts';
import { robustScatter } from './covariance/robust-scatter.ts';
import type { OutlierDetector } from './outlier-detector.ts';

const params = {} as const;

/** What the robust distance has learned. */
export interface RobustDistanceState {
  readonly nColumns: number;
  /** `mcd`, or `shrinkage` where there are fewer than 5 rows per column or half of the rows lie on a plane, as where two columns say the same. */
  readonly method: 'mcd' | 'shrinkage';
  /** Where rows typically lie, and the unit of each column: z = (x - center) / unit. A unit of 0: a constant column, not looked at. */
  readonly centers: Float64Array;
  readonly units: Float64Array;
  /** The inverse of the covariance of z. p x p. */
  readonly precision: Float64Array;
}

/** Units from the center that a value counts as at most. */
const FARTHEST = 1e12;

/**
 * Robust distance: how many standard deviations a row lies from the center of the data, along the directions in which the
 * data spread, by a center and covariance that outliers cannot pull away.
 *
 * Finds combinations that are odd though each value alone is not, and says what value was to be expected. Normal rows
 * have distances of about the root of the number of columns. A missing value counts as typical.
 *
 * @shape x: n x p
 * @throws TABLE_EMPTY, ARGUMENT_INVALID, SHAPE_MISMATCH, MODEL_ARTIFACT_INVALID
 * @cost O(500 min(n, 300) p^2) and a few passes of O(n p^2) over at most 20 000 rows to fit; O(p^2) per row to score.
 * @source Rousseeuw & Van Driessen (1999), "A Fast Algorithm for the Minimum Covariance Determinant Estimator",
 * Technometrics 41; contributions by Mayrhofer & Filzmoser (2023), "Multivariate outlier explanations using Shapley values
 * and Mahalanobis distances", Econometrics and Statistics.
 */
export const robustDistance: OutlierDetector<typeof params, RobustDistanceState> = {
  name: 'robust-distance',
  title: 'Robust distance (MCD)',
  params,
  source:
    'Rousseeuw & Van Driessen (1999), "A Fast Algorithm for the Minimum Covariance Determinant Estimator".',
  fit(x, _params, { random }) {
    assertUsable(x);
    return { nColumns: x.nColumns, ...robustScatter(x, random) };
  },
  score(state, x) {
    checkState('robust-distance', state);
    assertColumns('robust-distance', state.nColumns, x);
    const { nColumns: p } = x;
    const { z, weighted } = weigh(state, x);
    return Float64Array.from({ length: x.nRows }, (_, i) => {
      let square = 0;
      for (let at = i * p; at < (i + 1) * p; at++) square += z[at] * weighted[at];
      return Math.sqrt(Math.max(0, square));
    });
  },
  contributions(state, x) {
    checkState('robust-distance', state);
    assertColumns('robust-distance', state.nColumns, x);
    const { z, weighted } = weigh(state, x);
    return z.map((value, at) => value * weighted[at]);
  },
};

/**
 * What each value of a row was to be expected to be, given the other values of the row.
 *
 * @shape x: m x p, as is the result; the value itself in a column that is not looked at.
 * @source The conditional mean of the normal distribution: Anderson (2003), "An Introduction to Multivariate Statistical
 * Analysis", 3rd ed., section 2.5.
 */
export function expectedValues(state: RobustDistanceState, x: Matrix): Matrix {
  checkState('robust-distance', state);
  assertColumns('robust-distance', state.nColumns, x);
  const { nColumns: p, centers, units, precision } = state;
  const { z, weighted } = weigh(state, x);
  const expected = zeros(x.nRows, p);
  for (let at = 0; at < z.length; at++) {
    const j = at % p;
    const own = z[at] - weighted[at] / precision[j * p + j];
    expected.values[at] = units[j] === 0 ? x.values[at] : centers[j] + units[j] * own;
  }
  return expected;
}

/** The rows as z, and the precision times z. */
function weigh(
  { nColumns: p, centers, units, precision }: RobustDistanceState,
  { nRows, values }: Matrix,
): { readonly z: Float64Array; readonly weighted: Float64Array } {
  const z = new Float64Array(nRows * p);
  for (let at = 0; at < z.length; at++) {
    const j = at % p;
    const value = units[j] === 0 ? 0 : (values[at] / 4 - centers[j] / 4) / (units[j] / 4);
    z[at] = Number.isNaN(value) ? 0 : Math.min(FARTHEST, Math.max(-FARTHEST, value));
  }
  const weighted = new Float64Array(nRows * p);
  for (let i = 0; i < nRows; i++)
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let k = 0; k < p; k++) sum += precision[j * p + k] * z[i * p + k];
      weighted[i * p + j] = sum;
    }
  return { z, weighted };
}

const checkState = stateCheck<RobustDistanceState>((state) => {
  const p = state.field('nColumns').count();
  state.field('centers').numbers(Float64Array, p);
  state.field('units').numbers(Float64Array, p);
  state.field('precision').numbers(Float64Array, p * p);
});

function assertUsable({ nRows, nColumns, values }: Matrix): void {
  if (nRows === 0) {
    throw new AppError('TABLE_EMPTY', {
      message: 'robust-distance.fit must get at least one row, got 0.',
      hint: 'Give it rows to learn from.',
      details: { detector: 'robust-distance', nRows },
    });
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const row = Math.floor(bad / nColumns) + 1;
  throw new AppError('ARGUMENT_INVALID', {
    message: `robust-distance.fit must get finite values, got ${values[bad]} in row ${row}.`,
    hint: 'Fill missing values in first: `detectOutliers` does.',
    details: {
      detector: 'robust-distance',
      row,
      column: bad % nColumns,
      value: `${values[bad]}`,
    },
  });
}
