import type { Heap } from '../../kernels/index.ts';
import type { TreeKernels } from '../../kernels/trees.ts';
import type { Matrix } from '../../math/index.ts';
import { type BinnedColumn, slotsOf } from './binned-column.ts';
import { describeColumns } from './describe-columns.ts';

/** Columns of at most this many bins have that many slots in a histogram; the others 256. */
export const NARROW_SLOTS = 16;
export const WIDE_SLOTS = 256;

/**
 * A matrix as bytes in linear memory: what every tree of a fit, and every fit of a search, reads.
 *
 * Columns stand in the order of storage, wide ones (more than 16 bins) first. The bytes lie there twice:
 * row by row for histograms, column by column for parting rows.
 */
export interface BinTable {
  readonly nRows: number;
  /** In the order of storage. */
  readonly columns: readonly BinnedColumn[];
  /** Column of the matrix for each column of storage. */
  readonly origins: Int32Array;
  readonly nWide: number;
  /** Address: the bin of row i in column c is at rowBins + i * nColumns + c, and at columnBins + c * columnStride + i. */
  readonly rowBins: number;
  readonly columnBins: number;
  readonly columnStride: number;
  /** Slots of a histogram over all columns. */
  readonly nSlots: number;
}

const BLOCK_ROWS = 4096;
/** Room for cuts that the kernel expects. */
const MAX_CUTS = 255;

/**
 * Cuts a matrix into bins.
 *
 * @param options.maxBins Bins of a column of numbers at most, without the one for missing values. 2 to 255.
 * @param options.columns Bins decided before: those of the training rows, for rows that are scored against them.
 * @cost O(n p log maxBins) time, 2 n p bytes of the heap.
 */
export function binTable(
  heap: Heap,
  kernels: TreeKernels,
  x: Matrix,
  { maxBins = 255, columns }: { maxBins?: number; columns?: readonly BinnedColumn[] } = {},
): BinTable {
  const described = columns ?? describeColumns(heap, kernels, x, maxBins);
  const origins = storageOrder(described);
  const stored = Array.from(origins, (j) => described[j]);
  const nWide = stored.filter((column) => slotsOf(column) > NARROW_SLOTS).length;
  const { nRows: n, nColumns: p } = x;
  const columnStride = Math.ceil(n / 64) * 64;
  const table: BinTable = {
    nRows: n,
    columns: stored,
    origins,
    nWide,
    // Kernels read a few bytes past the last row.
    rowBins: heap.take(n * p + 16),
    columnBins: heap.take(columnStride * p),
    columnStride,
    nSlots: nWide * WIDE_SLOTS + (p - nWide) * NARROW_SLOTS,
  };
  fillBins(heap, kernels, x, table);
  return table;
}

/** Wide columns first, else in the order of the matrix. */
function storageOrder(columns: readonly BinnedColumn[]): Int32Array {
  const all = [...columns.keys()];
  const isWide = (j: number) => slotsOf(columns[j]) > NARROW_SLOTS;
  return Int32Array.from([...all.filter(isWide), ...all.filter((j) => !isWide(j))]);
}

/** The bins of the columns in the order of the matrix. */
export function columnsOf({ columns, origins }: BinTable): BinnedColumn[] {
  const ordered: BinnedColumn[] = [];
  columns.forEach((column, c) => {
    ordered[origins[c]] = column;
  });
  return ordered;
}

/** First slot of a column in a histogram. */
export function slotStart({ nWide }: BinTable, column: number): number {
  if (column <= nWide) return column * WIDE_SLOTS;
  return nWide * WIDE_SLOTS + (column - nWide) * NARROW_SLOTS;
}

function fillBins(heap: Heap, kernels: TreeKernels, x: Matrix, table: BinTable): void {
  const { nRows: n, nColumns: p } = x;
  const mark = heap.mark();
  const block = heap.take(Math.min(n, BLOCK_ROWS) * p * 8);
  const tables = table.columns.map((column) => placeTable(heap, column));
  for (let from = 0; from < n; from += BLOCK_ROWS) {
    const to = Math.min(n, from + BLOCK_ROWS);
    heap.doubles(block, (to - from) * p).set(x.values.subarray(from * p, to * p));
    table.columns.forEach((column, c) => {
      const values = block + table.origins[c] * 8;
      const bins = table.columnBins + c * table.columnStride + from;
      if (column.kind === 'number') {
        const { missingBin } = column;
        kernels.binNumbers(values, p, to - from, tables[c], Math.max(0, missingBin), bins);
      } else {
        const { binOfCode, missingBin, restBin } = column;
        const missing = missingBin < 0 ? restBin : missingBin;
        kernels.binLevels(
          values,
          p,
          to - from,
          tables[c],
          binOfCode.length,
          missing,
          restBin,
          bins,
        );
      }
    });
    kernels.interleave(table.columnBins, table.columnStride, p, from, to, table.rowBins, p);
  }
  heap.release(mark);
}

function placeTable(heap: Heap, column: BinnedColumn): number {
  if (column.kind === 'category') {
    const at = heap.take(column.binOfCode.length + 1);
    heap.bytes(at, column.binOfCode.length).set(column.binOfCode);
    return at;
  }
  const at = heap.take(MAX_CUTS * 8);
  heap.doubles(at, MAX_CUTS).fill(Number.POSITIVE_INFINITY);
  heap.doubles(at, MAX_CUTS).set(column.cuts);
  return at;
}
