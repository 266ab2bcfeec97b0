import { type BinTable, slotStart } from '../binning/bin-table.ts';
import type { Call, Team } from '../threads/team.ts';

/** The part of a table that one tree may ask. */
export interface DrawnTable {
  readonly table: BinTable;
  /** Which column of the whole table each of its columns is. */
  readonly columns: readonly number[];
}

/** Share of the tracks up to which reading only the drawn ones spares more than copying them takes. */
const MAX_SHARE = 0.75;
const BLOCK_ROWS = 32_768;

/**
 * A table of the tracks that hold drawn columns, row by row: what is not copied is never summed.
 *
 * @param drawn Columns of the table, 1 each that the tree may ask. Parting rows stays with the whole table.
 * @returns undefined where it would not pay.
 * @cost A byte per row and drawn track of the heap, and as many copies.
 */
export function drawnTable(team: Team, whole: BinTable, drawn: Uint8Array): DrawnTable | undefined {
  const columns = [...drawn.keys()].filter((c) => drawn[c] === 1);
  const tracks = [...new Set(columns.map((c) => whole.columns[c].track))].sort((a, b) => a - b);
  if (whole.nSparse > 0 || tracks.length > MAX_SHARE * whole.nTracks) return undefined;
  const firstSlots = [0];
  tracks.forEach((track, k) => {
    firstSlots.push(firstSlots[k] + slotStart(whole, track + 1) - slotStart(whole, track));
  });
  const table: BinTable = {
    ...whole,
    columns: columns.map((c) => {
      const column = whole.columns[c];
      return { ...column, track: tracks.indexOf(column.track) };
    }),
    nTracks: tracks.length,
    nWide: tracks.filter((track) => track < whole.nWide).length,
    firstSlots,
    nSlots: firstSlots[tracks.length],
    // Kernels read a few bytes past the last row.
    rowBins: team.heap.take(whole.nRows * tracks.length + 16),
  };
  copyTracks(team, whole, tracks, table.rowBins);
  return { table, columns };
}

function copyTracks(team: Team, whole: BinTable, tracks: readonly number[], rowBins: number): void {
  const { nRows, trackBins, trackStride } = whole;
  const runs = consecutive(tracks);
  const copyBlock = (from: number): Call[] =>
    runs.map(({ track, place, length }) => [
      'interleave',
      ...[trackBins + track * trackStride, trackStride, length],
      ...[from, Math.min(nRows, from + BLOCK_ROWS), rowBins + place, tracks.length],
    ]);
  const nBlocks = Math.ceil(nRows / BLOCK_ROWS);
  team.run(Array.from({ length: nBlocks }, (_, b) => copyBlock(b * BLOCK_ROWS)));
}

/** Tracks that follow each other: the first one, its place among the drawn, and how many. */
interface Run {
  readonly track: number;
  readonly place: number;
  length: number;
}

function consecutive(tracks: readonly number[]): Run[] {
  const runs: Run[] = [];
  tracks.forEach((track, place) => {
    const last = runs.at(-1);
    if (last && last.track + last.length === track) last.length++;
    else runs.push({ track, place, length: 1 });
  });
  return runs;
}
