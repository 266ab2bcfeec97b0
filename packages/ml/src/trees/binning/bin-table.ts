import type { Heap } from '../../kernels/index.ts';
import type { TreeKernels } from '../../kernels/trees.ts';
import type { Matrix } from '../../math/index.ts';
import { describeColumns } from './describe-columns.ts';
import {
  NARROW_SLOTS,
  type PlacedColumn,
  placeColumns,
  type Tracks,
  WIDE_SLOTS,
} from './place-columns.ts';

/**
 * A matrix as bytes in linear memory: what every tree of a fit, and every fit of a search, reads.
 *
 * The bytes lie there twice: row by row for histograms, track by track for parting rows.
 */
export interface BinTable extends Tracks {
  readonly nRows: number;
  /** Columns of the matrix. */
  readonly nOrigins: number;
  /** Address: the bin of row i in track t is at rowBins + i * nTracks + t, and at trackBins + t * trackStride + i. */
  readonly rowBins: number;
  readonly trackBins: number;
  readonly trackStride: number;
  /** Slots of a histogram over all tracks. */
  readonly nSlots: number;
}

const BLOCK_ROWS = 4096;
/** Room for cuts that the kernel expects. */
const MAX_CUTS = 255;

/** How a matrix is cut. */
export interface BinTableOptions {
  /** Bins of a column of numbers at most, without the one for missing values. 2 to 255. Default 255. */
  readonly maxBins?: number;
  /** Tracks decided before: those of the training rows, for rows that are scored against them. */
  readonly like?: Tracks;
}

/**
 * Cuts a matrix into bins.
 *
 * @cost O(n p log maxBins) time, 2 n p bytes of the heap, less where sparse columns share tracks.
 */
export function binTable(
  heap: Heap,
  kernels: TreeKernels,
  x: Matrix,
  { maxBins = 255, like }: BinTableOptions = {},
): BinTable {
  const { columns, nTracks, nWide } =
    like ?? placeColumns(describeColumns(heap, kernels, x, maxBins));
  const n = x.nRows;
  const trackStride = Math.ceil(n / 64) * 64;
  const table: BinTable = {
    columns,
    nTracks,
    nWide,
    nRows: n,
    nOrigins: x.nColumns,
    // Kernels read a few bytes past the last row.
    rowBins: heap.take(n * nTracks + 16),
    trackBins: heap.take(trackStride * nTracks),
    trackStride,
    nSlots: nWide * WIDE_SLOTS + (nTracks - nWide) * NARROW_SLOTS,
  };
  fillBins(heap, kernels, x, table);
  return table;
}

/** First slot of a track in a histogram. */
export function slotStart({ nWide }: Tracks, track: number): number {
  if (track <= nWide) return track * WIDE_SLOTS;
  return nWide * WIDE_SLOTS + (track - nWide) * NARROW_SLOTS;
}

function fillBins(heap: Heap, kernels: TreeKernels, x: Matrix, table: BinTable): void {
  const { nRows: n, nColumns: p } = x;
  const { columns, trackBins, trackStride, nTracks, rowBins } = table;
  const mark = heap.mark();
  const nBlock = Math.min(n, BLOCK_ROWS);
  const block = heap.take(nBlock * p * 8);
  const own = heap.take(nBlock);
  const tables = columns.map((column) => placeTable(heap, column));
  heap.bytes(trackBins, trackStride * nTracks).fill(0);
  for (let from = 0; from < n; from += BLOCK_ROWS) {
    const to = Math.min(n, from + BLOCK_ROWS);
    heap.doubles(block, (to - from) * p).set(x.values.subarray(from * p, to * p));
    columns.forEach(({ bins, origin, track, firstBin, absentBin }, c) => {
      const values = block + origin * 8;
      const bytes = trackBins + track * trackStride + from;
      const into = absentBin < 0 ? bytes : own;
      if (bins.kind === 'number') {
        const missing = Math.max(0, bins.missingBin);
        kernels.binNumbers(values, p, to - from, tables[c], missing, into);
      } else {
        const { binOfCode, missingBin, restBin } = bins;
        const missing = missingBin < 0 ? restBin : missingBin;
        kernels.binLevels(
          values,
          p,
          to - from,
          tables[c],
          binOfCode.length,
          missing,
          restBin,
          into,
        );
      }
      if (absentBin >= 0) kernels.shareTrack(own, to - from, absentBin, firstBin, bytes);
    });
    kernels.interleave(trackBins, trackStride, nTracks, from, to, rowBins, nTracks);
  }
  heap.release(mark);
}

function placeTable(heap: Heap, { bins }: PlacedColumn): number {
  if (bins.kind === 'category') {
    const at = heap.take(bins.binOfCode.length + 1);
    heap.bytes(at, bins.binOfCode.length).set(bins.binOfCode);
    return at;
  }
  const at = heap.take(MAX_CUTS * 8);
  heap.doubles(at, MAX_CUTS).fill(Number.POSITIVE_INFINITY);
  heap.doubles(at, MAX_CUTS).set(bins.cuts);
  return at;
}
