import { type BinTable, slotStart } from '../binning/bin-table.ts';
import type { Team } from '../threads/team.ts';

/** What is set in the sparse tracks of a table, row by row. */
export interface SparseRows {
  /** Address: the entries of row i are those from starts[i] to starts[i + 1] - 1, 4 bytes each. */
  readonly starts: number;
  /** Address: slots of a histogram, counted from the first one of the sparse tracks. */
  readonly entries: number;
  readonly firstSlot: number;
  readonly nSlots: number;
}

/**
 * Lists the sparse tracks, if the table has any; takes 4 bytes per row and entry from the heap.
 *
 * @cost A look at every byte of the tracks, four at a time, twice.
 */
export function sparseRows({ heap }: Team, table: BinTable): SparseRows | undefined {
  const { nRows, nTracks, nSparse } = table;
  if (nSparse === 0) return undefined;
  const firstSlot = slotStart(table, nTracks - nSparse);
  const startsAt = heap.take(4 * (nRows + 1));
  const visit = (set: (row: number, slot: number) => void) => {
    for (let track = nTracks - nSparse; track < nTracks; track++)
      visitTrack(heap.bytes(table.trackBins + track * table.trackStride, table.trackStride), {
        nRows,
        set,
        first: slotStart(table, track) - firstSlot,
      });
  };
  const starts = heap.ints(startsAt, nRows + 1).fill(0);
  visit((row) => {
    starts[row + 1]++;
  });
  for (let row = 0; row < nRows; row++) starts[row + 1] += starts[row];
  const nEntries = starts[nRows];
  const next = starts.slice(0, nRows);
  const entriesAt = heap.take(4 * nEntries);
  const entries = heap.ints(entriesAt, nEntries);
  visit((row, slot) => {
    entries[next[row]++] = slot;
  });
  return { starts: startsAt, entries: entriesAt, firstSlot, nSlots: table.nSlots - firstSlot };
}

interface Visit {
  readonly nRows: number;
  /** First slot of the track. */
  readonly first: number;
  readonly set: (row: number, slot: number) => void;
}

/** Calls back for each row of a track that is set. */
function visitTrack(bins: Uint8Array, { nRows, first, set }: Visit): void {
  const words = new Int32Array(bins.buffer, bins.byteOffset, bins.length >> 2);
  for (let word = 0; 4 * word < nRows; word++) {
    if (words[word] === 0) continue;
    for (let row = 4 * word; row < 4 * word + 4; row++)
      if (row < nRows && bins[row] !== 0) set(row, first + bins[row]);
  }
}
