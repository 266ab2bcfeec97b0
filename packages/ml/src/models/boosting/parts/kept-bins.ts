import { type Matrix, sharedBytes } from '../../../math/index.ts';
import type { BinTable } from '../../../trees/binning/bin-table.ts';
import type { Call, Team } from '../../../trees/threads/team.ts';

/**
 * The bins of a matrix outside of any heap, a byte per cell and track, in memory that threads share: posted to a
 * thread, they spare it the cutting.
 */
export interface KeptBins {
  readonly maxBins: number;
  /** Its addresses are of a heap that they were copied from. */
  readonly table: BinTable;
  /** Track after track. */
  readonly bytes: Uint8Array;
}

const BLOCK_ROWS = 4096;

/** Matrices that never change, and their bins once there are some. */
const KEPT = new WeakMap<Matrix, { bins: KeptBins | undefined }>();

/**
 * Says that a matrix stays as it is and is fitted on more than once: the bins of its first fit are kept for the
 * others, as long as the matrix lives.
 *
 * @param bins Of the same matrix, from another thread: no fit has to cut.
 */
export function keepBins(x: Matrix, bins?: KeptBins): void {
  KEPT.set(x, { bins });
}

/** The bins of a matrix that `keepBins` was called with. */
export function keptBins(x: Matrix): KeptBins | undefined {
  return KEPT.get(x)?.bins;
}

/** Whether `keepBins` was called with a matrix. */
export function areBinsKept(x: Matrix): boolean {
  return KEPT.has(x);
}

/** Copies bins out of a heap. @cost n p bytes. */
export function takeBins({ heap }: Team, table: BinTable, maxBins: number): KeptBins {
  const bytes = sharedBytes(table.trackStride * table.nTracks);
  bytes.set(heap.bytes(table.trackBins, bytes.length));
  return { maxBins, table, bytes };
}

/** Copies bins into a heap, and lays them out row by row as well. @cost A hundredth of cutting them. */
export function placeBins(team: Team, { table: kept, bytes }: KeptBins): BinTable {
  const { heap } = team;
  const { nRows: n, nTracks, trackStride } = kept;
  // Kernels read a few bytes past the last row.
  const [rowBins, trackBins] = [heap.take(n * nTracks + 16), heap.take(bytes.length)];
  heap.bytes(trackBins, bytes.length).set(bytes);
  const interleave = (from: number): Call => {
    const to = Math.min(n, from + BLOCK_ROWS);
    return ['interleave', trackBins, trackStride, nTracks, from, to, rowBins, nTracks];
  };
  const nBlocks = Math.ceil(n / BLOCK_ROWS);
  team.run(Array.from({ length: nBlocks }, (_, b) => [interleave(b * BLOCK_ROWS)]));
  return { ...kept, rowBins, trackBins };
}
