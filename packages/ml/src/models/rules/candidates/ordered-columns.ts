import { type Matrix, zeros } from '../../../math/index.ts';

/** A matrix that trees can cut, and how its columns lead back to the given ones. */
export interface OrderedColumns {
  /** Complete: missing numbers are the median, levels are places in an order. */
  readonly x: Matrix;
  /** Per column of categories the codes in the order of their places; undefined for numbers. */
  readonly codesByPlace: readonly (readonly number[] | undefined)[];
}

/** Weight that a rare level is drawn towards the mean with before levels are put in order. */
const SMOOTHING = 10;

/**
 * Levels become places in the order of their mean target, missing values the middle: then a cut of a
 * tree is a set of levels.
 *
 * @param target One number per row.
 * @source Fisher (1958), "On Grouping for Maximum Homogeneity", JASA 53, 789-798.
 */
export function orderColumns(x: Matrix, target: Float64Array): OrderedColumns {
  const ordered = zeros(x.nRows, x.nColumns);
  let mean = 0;
  for (const value of target) mean += value / target.length;
  const codesByPlace = Array.from({ length: x.nColumns }, (_, j) => {
    const column = Float64Array.from(target, (_, i) => x.values[i * x.nColumns + j]);
    const nLevels = x.levels?.[j] ?? 0;
    const codes = nLevels > 0 ? codesInOrder(column, nLevels, target, mean) : undefined;
    const placeOf = new Map(codes?.map((code, place) => [code, place]));
    const middle = codes ? codes.length / 2 - 0.5 : medianOf(column);
    for (let i = 0; i < x.nRows; i++) {
      const value = codes ? (placeOf.get(column[i]) ?? middle) : column[i];
      ordered.values[i * x.nColumns + j] = Number.isNaN(value) ? middle : value;
    }
    return codes;
  });
  return { x: ordered, codesByPlace };
}

function codesInOrder(
  column: Float64Array,
  nLevels: number,
  target: Float64Array,
  mean: number,
): number[] {
  const sums = new Float64Array(nLevels);
  const counts = new Float64Array(nLevels);
  for (let i = 0; i < column.length; i++) {
    const code = column[i];
    if (!(code >= 0 && code < nLevels)) continue;
    sums[code] += target[i] - mean;
    counts[code]++;
  }
  const height = (code: number) => sums[code] / (counts[code] + SMOOTHING);
  const present = [...counts.keys()].filter((code) => counts[code] > 0);
  return present.sort((a, b) => height(a) - height(b) || a - b);
}

function medianOf(column: Float64Array): number {
  const sorted = column.slice().sort();
  let n = sorted.length;
  while (n > 0 && Number.isNaN(sorted[n - 1])) n--;
  return n === 0 ? 0 : sorted[n >> 1];
}
