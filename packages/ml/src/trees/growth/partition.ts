import type { BinTable } from '../binning/bin-table.ts';
import { spreadOverTrack, WIDE_SLOTS } from '../binning/place-columns.ts';
import type { Team } from '../threads/team.ts';
import type { Split } from './draft-tree.ts';
import type { RowRange } from './histograms.ts';

const MIN_ROWS_TO_SHARE = 32_768;

/** Writes for each bin of the split's track whether it goes left: 256 bytes of 0 or 1. */
export function writeGoesLeft(into: Uint8Array, { columns }: BinTable, split: Split): void {
  const placed = columns[split.column];
  const { bins } = placed;
  const own = new Uint8Array(WIDE_SLOTS);
  if (bins.kind === 'number') {
    own.fill(1, 0, split.cut + 1);
    if (bins.missingBin >= 0) own[bins.missingBin] = split.missingLeft ? 1 : 0;
  } else {
    for (let bin = 0; bin < bins.nBins; bin++)
      own[bin] = (split.levels[bin >> 5] >>> (bin & 31)) & 1;
  }
  spreadOverTrack(placed, own, into);
}

/** Parts the rows of a leaf by its split, keeping their order. */
export interface Partition {
  /** @returns How many rows went left. */
  part(range: Pick<RowRange, 'start' | 'count'>, split: Split): number;
}

/** Prepares the parting of rows. @param items Address of the list of rows, room for `capacity`. */
export function partition(team: Team, table: BinTable, items: number, capacity: number): Partition {
  const { heap, kernels, nMembers } = team;
  const spare = heap.take(capacity * 8 + 8);
  const goesLeft = heap.take(256);
  const partAlone = (at: number, n: number, track: number): number => {
    const nLeft = kernels.partitionRows(at, n, track, goesLeft, at, spare);
    kernels.copyRows(spare, n - nLeft, at + 8 * nLeft);
    return nLeft;
  };
  return {
    part({ start, count }, split) {
      if (count === 0) return 0;
      writeGoesLeft(heap.bytes(goesLeft, 256), table, split);
      const track = table.trackBins + table.columns[split.column].track * table.trackStride;
      const nParts = count < MIN_ROWS_TO_SHARE ? 1 : nMembers;
      if (nParts === 1) return partAlone(items + 8 * start, count, track);
      const starts = Array.from({ length: nParts + 1 }, (_, k) => Math.floor((k * count) / nParts));
      const at = items + 8 * start;
      const lefts = team.run(
        starts.slice(1).map((end, k) => {
          const from = at + 8 * starts[k];
          const n = end - starts[k];
          return [['partitionRows', from, n, track, goesLeft, from, spare + 8 * starts[k]]];
        }),
      );
      let nLeft = 0;
      for (let k = 0; k < nParts; k++) {
        if (k > 0) kernels.copyRows(at + 8 * starts[k], lefts[k], at + 8 * nLeft);
        nLeft += lefts[k];
      }
      let end = nLeft;
      for (let k = 0; k < nParts; k++) {
        const nRight = starts[k + 1] - starts[k] - lefts[k];
        kernels.copyRows(spare + 8 * starts[k], nRight, at + 8 * end);
        end += nRight;
      }
      return nLeft;
    },
  };
}
