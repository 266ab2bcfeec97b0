import { log, solvePositiveDefinite } from '../../math/index.ts';
import { quantileSorted } from '../../stats/index.ts';
import { ksDistance } from './ks-distance.ts';
import type { UnitMatch } from './match-units.ts';
import { secondMode } from './second-mode.ts';
import { UNIT_CONVERSIONS } from './unit-conversions.ts';

/** A column of numbers as predictors and answers of a line: its logarithm where it spreads over decades, standardized. */
export interface LinedColumn {
  readonly name: string;
  /** Mean 0, standard deviation 1; missing is 0. Length n. */
  readonly z: Float64Array;
}

/** Rows that lie where the other columns expect them only once they are converted. */
export interface ResidualSplit {
  /** 1 for a row in the other unit. */
  readonly isOther: Uint8Array;
  readonly match: UnitMatch;
  /** The column that says most of this one. */
  readonly beside: string;
}

/** Columns that a line may read, and the correlation that the best must have. */
const MOST_READ = 4;
const BEST = 0.3;
const READ = 0.15;
const FEWEST = 20;
const FEWEST_SHARE = 0.01;
const ROUNDS = 8;
const BINS = 15;

/**
 * Columns as `splitByResidual` reads them.
 *
 * @cost O(n p)
 */
export function lineColumns(
  columns: readonly { readonly name: string; readonly values: Float64Array }[],
): LinedColumn[] {
  return columns.map(({ name, values }) => ({ name, z: standardized(scaled(values)) }));
}

/**
 * Tells rows in another unit where a column alone spreads too widely to show them: pounds among kilograms beside heights.
 *
 * A robust line on the four columns that correlate most says the logarithm of the column; the residuals of rows in
 * another unit form a second mode exactly one logarithm of a factor away, with valleys on both of its sides and none mirrored.
 *
 * @param values Length n; positive nearly everywhere, else nothing is said.
 * @param others The other columns, from `lineColumns`.
 * @returns At most one split.
 * @cost O(n p) for the correlations, O(n) more where they are high enough
 * @source Holland & Welsch (1977), "Robust Regression Using Iteratively Reweighted Least-Squares", Comm. Stat. A6;
 * Titterington, Smith & Makov (1985), on modes.
 */
export function splitByResidual(
  values: Float64Array,
  others: readonly LinedColumn[],
): ResidualSplit[] {
  const rows = Int32Array.from(values.keys()).filter((i) => values[i] > 0);
  const nPresent = values.reduce((n, value) => n + (Number.isNaN(value) ? 0 : 1), 0);
  if (rows.length < 5 * FEWEST || rows.length < 0.95 * nPresent) return [];
  const y = Float64Array.from(rows, (i) => log(values[i]));
  const read = bestOf(others, rows, y);
  if (read.length === 0) return [];
  const residuals = robustResiduals(
    y,
    read.map(({ z }) => Float64Array.from(rows, (i) => z[i])),
  );
  const sorted = residuals.slice().sort();
  const spread = spreadOf(sorted);
  if (!(spread > 0)) return [];
  for (const conversion of UNIT_CONVERSIONS)
    for (const side of [1, -1]) {
      if (conversion.shift !== 0) continue;
      const way = log(conversion.scale);
      const fewest = Math.max(FEWEST, FEWEST_SHARE * sorted.length);
      const cut = secondMode(sorted, { spread, way, side, fewest });
      if (cut === undefined) continue;
      const isOther = new Uint8Array(values.length);
      residuals.forEach((residual, k) => {
        if (residual * side >= cut) isOther[rows[k]] = 1;
      });
      const part = (isIn: boolean) => sorted.filter((residual) => residual * side >= cut === isIn);
      const [main, other] = [part(false), part(true)];
      const match: UnitMatch = {
        conversion,
        finer: side > 0 ? 'second' : 'first',
        before: ksDistance(main, other),
        after: ksDistance(main, other, 1, -side * way),
      };
      if (match.after <= 0.3) return [{ isOther, match, beside: read[0].name }];
    }
  return [];
}

/** The columns that correlate most with an answer, best first; none where the best says too little. */
function bestOf(
  others: readonly LinedColumn[],
  rows: Int32Array,
  y: Float64Array,
): readonly LinedColumn[] {
  const own = standardized(y);
  const told = others
    .map((column) => {
      let sum = 0;
      for (let k = 0; k < rows.length; k++) sum += own[k] * column.z[rows[k]];
      return { column, r: Math.abs(sum / rows.length) };
    })
    .filter(({ r }) => r >= READ)
    .sort((a, b) => b.r - a.r);
  if (told.length === 0 || told[0].r < BEST) return [];
  return told.slice(0, MOST_READ).map(({ column }) => column);
}

/** Residuals of a line with bisquare weights, less the median of rows with like answers. */
function robustResiduals(y: Float64Array, x: readonly Float64Array[]): Float64Array {
  const [n, p] = [y.length, x.length + 1];
  const at = (j: number, i: number) => (j === 0 ? 1 : x[j - 1][i]);
  let weights = new Float64Array(n).fill(1);
  let fitted = new Float64Array(n);
  for (let round = 0; round < ROUNDS; round++) {
    const gram = new Float64Array(p * p);
    const right = new Float64Array(p);
    for (let i = 0; i < n; i++) {
      const weight = weights[i];
      if (weight === 0) continue;
      for (let a = 0; a < p; a++) {
        const value = weight * at(a, i);
        right[a] += value * y[i];
        for (let b = 0; b <= a; b++) gram[a * p + b] += value * at(b, i);
      }
    }
    for (let a = 0; a < p; a++) gram[a * p + a] += 1e-9 * n;
    const w = solvePositiveDefinite(gram, right);
    if (!w) break;
    fitted = Float64Array.from(y, (_, i) => w.reduce((sum, one, a) => sum + one * at(a, i), 0));
    const sizes = y.map((value, i) => Math.abs(value - fitted[i]));
    const scale = 1.4826 * quantileSorted(sizes.slice().sort(), 0.5);
    if (!(scale > 0)) break;
    weights = sizes.map((size) => bisquare(size / scale, round));
  }
  const raw = y.map((value, i) => value - fitted[i]);
  return lessMedians(raw, fitted);
}

/** First by absolute values, so that many rows in another unit do not draw the line; then Tukey's bisquare. */
function bisquare(size: number, round: number): number {
  if (round < ROUNDS / 2) return 1 / Math.max(0.2, size);
  const share = size / 4.685;
  return share >= 1 ? 0 : (1 - share * share) ** 2;
}

function lessMedians(raw: Float64Array, fitted: Float64Array): Float64Array {
  const order = Int32Array.from(raw.keys()).sort((a, b) => fitted[a] - fitted[b] || a - b);
  const nBins = Math.max(1, Math.min(BINS, Math.floor(raw.length / (2 * FEWEST))));
  const residuals = new Float64Array(raw.length);
  for (let bin = 0; bin < nBins; bin++) {
    const [from, to] = [bin, bin + 1].map((k) => Math.floor((k * raw.length) / nBins));
    const rows = order.subarray(from, to);
    const middle = quantileSorted(Float64Array.from(rows, (i) => raw[i]).sort(), 0.5);
    for (const i of rows) residuals[i] = raw[i] - middle;
  }
  return residuals;
}

function spreadOf(sorted: Float64Array): number {
  return 1.4826 * quantileSorted(sorted.map(Math.abs).sort(), 0.5);
}

function scaled(values: Float64Array): Float64Array {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > 0 && high > 5 * low ? values.map((value) => log(value)) : values;
}

function standardized(values: Float64Array): Float64Array {
  let [n, sum, squares] = [0, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n++;
    sum += value;
  }
  const mean = n === 0 ? 0 : sum / n;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  const deviation = n === 0 ? 0 : Math.sqrt(squares / n);
  return values.map((value) =>
    Number.isNaN(value) || deviation === 0 ? 0 : (value - mean) / deviation,
  );
}
