import type { Heap } from '../../kernels/index.ts';
import type { TreeKernels } from '../../kernels/trees.ts';
import { type Matrix, seededRandom } from '../../math/index.ts';
import type { BinnedColumn, BinnedLevels, BinnedNumbers } from './binned-column.ts';
import { chooseCuts } from './choose-cuts.ts';
import { chooseLevels } from './choose-levels.ts';
import { findSparse, type NonZeros, type SparsePart } from './sparse-part.ts';
import { type ValueRuns, valueRuns } from './value-runs.ts';

/** Rows that cuts are chosen from; more would move a cut by less than a tenth of a bin. */
const SAMPLE_ROWS = 50_000;
/** Columns gathered at a time, so that rows are read in order and little is held. */
const GROUP_COLUMNS = 32;
/** One bin each for missing and for other levels. */
const MAX_LEVELS = 254;
/** Columns of the table that levels of one category fill at most, one after the other. */
const MAX_PARTS = 16;
/** Rows of a level that a further column is worth its time for. */
const MIN_ROWS_BEYOND = 20;
/** A column of fewer levels would be split level by level, at no price. */
const MIN_LEVELS_BEYOND = 5;
/** What the sorting kernel counts in. */
const SORT_COUNTS_BYTES = 6 * 2048 * 4;

/** How a column is cut, and where it is sparse. */
export interface DescribedColumn {
  /** Column of the matrix; a category of many levels is described several times. */
  readonly origin: number;
  readonly bins: BinnedColumn;
  readonly sparse?: SparsePart;
}

/**
 * Decides the bins of every column: at most `maxBins` for numbers, one per frequent level for categories.
 *
 * Cuts come from all rows up to 50 000, else from a spread sample of as many; that a value is missing
 * or a level occurs is seen in all rows.
 *
 * @param x Matrix with NaN for missing numbers; `levels` says which columns are codes of categories.
 * @param maxBins 2 to 255.
 * @cost O(n p + p s) for s sampled rows.
 */
export function describeColumns(
  heap: Heap,
  kernels: TreeKernels,
  x: Matrix,
  maxBins: number,
): DescribedColumn[] {
  const contents = surveyColumns(x);
  const rows = sampleRows(x.nRows);
  const mark = heap.mark();
  const columns: DescribedColumn[] = [];
  for (let first = 0; first < x.nColumns; first += GROUP_COLUMNS) {
    const width = Math.min(GROUP_COLUMNS, x.nColumns - first);
    const gathered = gatherColumns(x, rows, first, width);
    for (let k = 0; k < width; k++) {
      const { counts, hasMissing } = contents[first + k];
      const origin = first + k;
      if (counts)
        columns.push(...describeLevels(counts, hasMissing).map((bins) => ({ origin, bins })));
      else {
        const { nZeros, ...others } = gathered[k];
        const runs = valueRuns(sortValues(heap, kernels, others.values), nZeros);
        const bins = describeNumbers(runs, hasMissing, maxBins);
        const sparse = hasMissing ? undefined : findSparse(bins, runs, others);
        columns.push({ origin, bins, ...(sparse && { sparse }) });
      }
      heap.release(mark);
    }
  }
  return columns;
}

/** What all rows of a column say: whether a value is missing, and how often each level of a category occurs. */
interface Contents {
  hasMissing: boolean;
  readonly counts?: Float64Array;
}

function surveyColumns({ nRows, nColumns: p, values, levels }: Matrix): Contents[] {
  const contents = Array.from({ length: p }, (_, j): Contents => {
    const nLevels = levels?.[j] ?? 0;
    return { hasMissing: false, ...(nLevels > 0 && { counts: new Float64Array(nLevels) }) };
  });
  const isMissing = new Uint8Array(p);
  const counted = contents.flatMap(({ counts }, j) => (counts ? [{ j, counts }] : []));
  for (let i = 0, at = 0; i < nRows; i++, at += p) {
    for (let j = 0; j < p; j++) isMissing[j] |= Number.isNaN(values[at + j]) ? 1 : 0;
    for (const { j, counts } of counted) {
      const code = values[at + j];
      if (code >= 0 && code < counts.length) counts[Math.floor(code)]++;
      else if (code < 0) isMissing[j] = 1;
    }
  }
  contents.forEach((content, j) => {
    content.hasMissing = isMissing[j] === 1;
  });
  return contents;
}

function sampleRows(nRows: number): Int32Array {
  const n = Math.min(nRows, SAMPLE_ROWS);
  if (n === nRows) return Int32Array.from({ length: n }, (_, i) => i);
  const random = seededRandom(n);
  return Int32Array.from({ length: n }, (_, i) => Math.floor(((i + random.next()) * nRows) / n));
}

/** The present values of a column in the sampled rows. */
interface Gathered extends NonZeros {
  readonly nZeros: number;
}

function gatherColumns(x: Matrix, rows: Int32Array, first: number, width: number): Gathered[] {
  const n = rows.length;
  const values = new Float64Array(width * n);
  const places = new Int32Array(width * n);
  const [ends, nZeros] = [new Int32Array(width), new Int32Array(width)];
  for (let i = 0; i < n; i++) {
    const at = rows[i] * x.nColumns + first;
    for (let k = 0; k < width; k++) {
      const value = x.values[at + k];
      if (value === 0) nZeros[k]++;
      else if (!Number.isNaN(value)) {
        const to = k * n + ends[k]++;
        values[to] = value;
        places[to] = i;
      }
    }
  }
  return Array.from({ length: width }, (_, k) => ({
    values: values.subarray(k * n, k * n + ends[k]),
    rows: places.subarray(k * n, k * n + ends[k]),
    nZeros: nZeros[k],
  }));
}

function sortValues(heap: Heap, kernels: TreeKernels, values: Float64Array): Float64Array {
  const at = heap.take(values.byteLength);
  const spare = heap.take(values.byteLength + SORT_COUNTS_BYTES);
  heap.doubles(at, values.length).set(values);
  kernels.sortDoubles(at, values.length, spare);
  return heap.doubles(at, values.length);
}

function describeNumbers(runs: ValueRuns, hasMissing: boolean, maxBins: number): BinnedNumbers {
  const nRows = runs.ends.at(-1) ?? 0;
  const cuts = chooseCuts(runs, maxBins, Math.min(maxBins, binsOfMany(nRows)));
  const nBins = cuts.length + 1;
  return { kind: 'number', cuts, nBins, missingBin: hasMissing ? nBins : -1 };
}

/** Finer bins of few rows would cost time and tell noise apart: 32 rows each, but 63 bins at least. */
function binsOfMany(nRows: number): number {
  return Math.max(63, Math.floor(nRows / 32));
}

/** The most frequent levels in the first column, the next ones in further columns, where missing values are the rest. */
function describeLevels(counts: Float64Array, hasMissing: boolean): BinnedLevels[] {
  const parts = [describePart(counts, hasMissing)];
  const left = counts.map((count) => (count >= MIN_ROWS_BEYOND ? count : 0));
  while (parts.length < MAX_PARTS) {
    for (const code of parts[parts.length - 1].codes) left[code] = 0;
    const part = describePart(left, false);
    if (part.codes.length < MIN_LEVELS_BEYOND) break;
    parts.push(part);
  }
  return parts;
}

function describePart(counts: Float64Array, hasMissing: boolean): BinnedLevels {
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
