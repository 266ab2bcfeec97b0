import type { Heap } from '../../kernels/index.ts';
import type { TreeKernels } from '../../kernels/trees.ts';
import { type Matrix, seededRandom } from '../../math/index.ts';
import type { BinnedColumn } from './binned-column.ts';
import { chooseCuts } from './choose-cuts.ts';
import { chooseLevels } from './choose-levels.ts';

/** Rows that cuts are chosen from; more would move a cut by less than a tenth of a bin. */
const SAMPLE_ROWS = 100_000;
/** One bin each for missing and for other levels. */
const MAX_LEVELS = 254;
/** What the sorting kernel counts in. */
const SORT_COUNTS_BYTES = 6 * 2048 * 4;

/**
 * Decides the bins of every column: at most `maxBins` for numbers, one per frequent level for categories.
 *
 * Cuts come from all rows up to 100 000, else from a spread sample of as many; that a value is missing
 * or a level occurs is seen in all rows.
 *
 * @param x Matrix with NaN for missing numbers; `levels` says which columns are codes of categories.
 * @param maxBins 2 to 255.
 * @cost O(p s log s) for s sampled rows.
 */
export function describeColumns(
  heap: Heap,
  kernels: TreeKernels,
  x: Matrix,
  maxBins: number,
): BinnedColumn[] {
  const rows = sampleRows(x.nRows);
  const mark = heap.mark();
  const values = heap.take(rows.length * 8);
  const spare = heap.take(rows.length * 8 + SORT_COUNTS_BYTES);
  const sorted = (unsorted: Float64Array): Float64Array => {
    const own = heap.doubles(values, unsorted.length);
    own.set(unsorted);
    kernels.sortDoubles(values, unsorted.length, spare);
    return own;
  };
  const described = Array.from({ length: x.nColumns }, (_, j) => {
    const nLevels = x.levels?.[j] ?? 0;
    return nLevels > 0
      ? describeCategory(x, j, nLevels)
      : describeNumbers(x, j, { rows, sorted, maxBins });
  });
  heap.release(mark);
  return described;
}

function sampleRows(nRows: number): Int32Array {
  const n = Math.min(nRows, SAMPLE_ROWS);
  if (n === nRows) return Int32Array.from({ length: n }, (_, i) => i);
  const random = seededRandom(n);
  return Int32Array.from({ length: n }, (_, i) => Math.floor(((i + random.next()) * nRows) / n));
}

interface Sample {
  readonly rows: Int32Array;
  readonly maxBins: number;
  readonly sorted: (unsorted: Float64Array) => Float64Array;
}

function describeNumbers(x: Matrix, j: number, { rows, maxBins, sorted }: Sample): BinnedColumn {
  const { values, nColumns: p } = x;
  const present = new Float64Array(rows.length);
  let nPresent = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] * p + j];
    if (!Number.isNaN(value)) present[nPresent++] = value;
  }
  const cuts = chooseCuts(sorted(present.subarray(0, nPresent)), maxBins);
  const nBins = cuts.length + 1;
  const hasMissing = nPresent < rows.length || hasNaN(x, j);
  return { kind: 'number', cuts, nBins, missingBin: hasMissing ? nBins : -1 };
}

function hasNaN({ values, nColumns: p }: Matrix, j: number): boolean {
  for (let at = j; at < values.length; at += p) if (Number.isNaN(values[at])) return true;
  return false;
}

function describeCategory(x: Matrix, j: number, nLevels: number): BinnedColumn {
  const { values, nColumns: p } = x;
  const counts = new Float64Array(nLevels);
  let hasMissing = false;
  for (let at = j; at < values.length; at += p) {
    const code = values[at];
    if (code >= 0 && code < nLevels) counts[Math.floor(code)]++;
    else if (!(code >= nLevels)) hasMissing = true;
  }
  const nMissing = hasMissing ? 1 : 0;
  const { binOfCode, codes } = chooseLevels(counts, MAX_LEVELS, (n) => n + nMissing);
  const nBins = codes.length + nMissing;
  return {
    kind: 'category',
    codes,
    binOfCode,
    nBins,
    missingBin: hasMissing ? codes.length : -1,
    restBin: nBins,
  };
}
