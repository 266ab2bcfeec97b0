import { type Column, isNumeric } from '../table/index.ts';
import type { BinnedColumn } from './leak-bins.ts';
import type { KnownTarget } from './read-target.ts';

/**
 * Whether a column is the target under other names: each of its values goes with one target value and back.
 *
 * For numbers against numbers the mapping must also be strictly increasing or decreasing, since any two
 * columns without repeated values map one to one.
 *
 * @cost O(n) for classes, O(n log n) for numbers.
 * @source Kaufman, Rosset & Perlich (2012), "Leakage in Data Mining", ACM TKDD 6(4).
 */
export function isOneToOne(column: Column, target: KnownTarget, binned: BinnedColumn): boolean {
  if (target.kind === 'classification') return isRenamedClass(binned, target);
  return isNumeric(column) && isMonotone(column.values, target);
}

function isRenamedClass(
  { bins, nBins }: BinnedColumn,
  { codes, classes }: { readonly codes: Int32Array; readonly classes: readonly string[] },
): boolean {
  const classOf = new Int32Array(nBins).fill(-1);
  const binOf = new Int32Array(classes.length).fill(-1);
  for (let i = 0; i < bins.length; i++) {
    const bin = bins[i];
    const code = codes[i];
    if (classOf[bin] < 0) classOf[bin] = code;
    if (binOf[code] < 0) binOf[code] = bin;
    if (classOf[bin] !== code || binOf[code] !== bin) return false;
  }
  return true;
}

/** Rows that are sorted first: what is out of order there is out of order. */
const GLANCE_ROWS = 200;

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

function isMonotone(
  x: Float64Array,
  { rows, values }: { readonly rows: Int32Array; readonly values: Float64Array },
): boolean {
  for (const row of rows) if (Number.isNaN(x[row])) return false;
  if (rows.length > 2 * GLANCE_ROWS) {
    const glance = { rows: rows.subarray(0, GLANCE_ROWS), values: values.subarray(0, GLANCE_ROWS) };
    if (!isConstant(glance.values) && !isMonotone(x, glance)) return false;
  }
  const order = Int32Array.from(rows, (_, i) => i).sort((a, b) => x[rows[a]] - x[rows[b]]);
  let direction = 0;
  for (let k = 1; k < order.length; k++) {
    const step = Math.sign(values[order[k]] - values[order[k - 1]]);
    const isSameX = x[rows[order[k]]] === x[rows[order[k - 1]]];
    if (isSameX !== (step === 0)) return false;
    if (step === 0) continue;
    if (direction === 0) direction = step;
    if (step !== direction) return false;
  }
  return direction !== 0;
}
