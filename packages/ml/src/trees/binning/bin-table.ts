import type { Heap } from '../../kernels/index.ts';
import type { Matrix } from '../../math/index.ts';
import type { Task, Team } from '../threads/team.ts';
import { describeColumns } from './describe-columns.ts';
import { type PlacedColumn, placeColumns, type Tracks } from './place-columns.ts';

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

const BLOCK_ROWS = 1024;
/** Kinds of columns, as the kernel counts them. */
const [NUMBERS, LEVELS, SHARED_NUMBERS] = [0, 1, 2];
/** What the kernel reads of a column: nine words. */
const COLUMN_BYTES = 36;
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
  team: Team,
  x: Matrix,
  { maxBins = 255, like }: BinTableOptions = {},
): BinTable {
  const { heap, kernels } = team;
  const tracks = like ?? placeColumns(describeColumns(heap, kernels, x, maxBins));
  const { columns, nTracks, nWide, nSparse, firstSlots } = tracks;
  const n = x.nRows;
  const trackStride = Math.ceil(n / 64) * 64;
  const table: BinTable = {
    columns,
    nTracks,
    nWide,
    nSparse,
    firstSlots,
    nRows: n,
    nOrigins: x.nColumns,
    // Kernels read a few bytes past the last row.
    rowBins: heap.take(n * nTracks + 16),
    trackBins: heap.take(trackStride * nTracks),
    trackStride,
    nSlots: slotStart(tracks, nTracks),
  };
  fillBins(team, x, table);
  return table;
}

/** First slot of a track in a histogram. */
export function slotStart({ firstSlots }: Tracks, track: number): number {
  return firstSlots[track];
}

/** Every member of the team cuts a block of rows at a time. */
function fillBins(team: Team, x: Matrix, table: BinTable): void {
  const { heap, nMembers } = team;
  const { nRows: n, nColumns: p } = x;
  const mark = heap.mark();
  const rooms = Array.from({ length: nMembers }, () => heap.take(Math.min(n, BLOCK_ROWS) * p * 8));
  const columns = describeForKernel(heap, table.columns);
  heap.bytes(table.trackBins, table.trackStride * table.nTracks).fill(0);
  for (let start = 0; start < n; start += nMembers * BLOCK_ROWS) {
    const blocks = rooms
      .map((values, m) => ({ values, from: start + m * BLOCK_ROWS }))
      .filter(({ from }) => from < n)
      .map((block) => ({ ...block, to: Math.min(n, block.from + BLOCK_ROWS) }));
    for (const { values, from, to } of blocks)
      heap.doubles(values, (to - from) * p).set(x.values.subarray(from * p, to * p));
    team.run(blocks.map((block) => cutBlock(table, columns, p, block)));
  }
  heap.release(mark);
}

interface Block {
  readonly from: number;
  readonly to: number;
  /** Address of the rows' values. */
  readonly values: number;
}

function cutBlock(
  { columns, trackBins, trackStride, nTracks, rowBins }: BinTable,
  described: number,
  p: number,
  { values, from, to }: Block,
): Task {
  return [
    ['binRows', values, p, to - from, described, columns.length, trackBins + from, trackStride],
    ['interleave', trackBins, trackStride, nTracks, from, to, rowBins, nTracks],
  ];
}

/** Writes what the kernel reads of each column. @returns Its address. */
function describeForKernel(heap: Heap, columns: readonly PlacedColumn[]): number {
  const at = heap.take(columns.length * COLUMN_BYTES);
  const tables = columns.map((column) => placeTable(heap, column));
  const words = heap.ints(at, (columns.length * COLUMN_BYTES) / 4);
  columns.forEach(({ bins, origin, track, firstBin, absentBin }, c) => {
    const isCategory = bins.kind === 'category';
    const [nLevels, rest] = isCategory ? [bins.binOfCode.length, bins.restBin] : [0, 0];
    const missing = bins.missingBin < 0 ? rest : bins.missingBin;
    const kind = isCategory ? LEVELS : absentBin < 0 ? NUMBERS : SHARED_NUMBERS;
    words.set(
      [kind, tables[c], origin, track, missing, nLevels, rest, firstBin, absentBin],
      (c * COLUMN_BYTES) / 4,
    );
  });
  return at;
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
