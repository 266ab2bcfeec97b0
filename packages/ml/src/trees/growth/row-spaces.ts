import type { BinTable } from '../binning/bin-table.ts';
import type { Call, Team } from '../threads/team.ts';

/** Where rows lie: their bins row by row, and their packed gradients. */
export interface RowSpace {
  readonly bins: number;
  readonly gradients: number;
  readonly nRows: number;
}

/** Rows of a list that lie in a space. */
export interface SpacedRows {
  readonly start: number;
  readonly count: number;
  readonly space: RowSpace;
}

/** A new space for the rows of a leaf, and the call that copies some of them there. */
export interface Gathering {
  readonly space: RowSpace;
  /** @param from Rows of the leaf before these. */
  readonly call: (from: number, count: number) => Call;
}

/**
 * Copies of leaves whose rows have come to lie far apart: reading them one by one would wait for memory, and
 * each of their descendants would again.
 */
export interface RowSpaces {
  /** The space of the whole table. */
  readonly root: RowSpace;
  /** Begins a new tree: no copy is left. */
  clear(): void;
  /** Room for a copy where one pays, else undefined. */
  gather(rows: SpacedRows): Gathering | undefined;
  /** Reading these rows waits for memory more often than not. */
  areFar(rows: SpacedRows): boolean;
}

/** Bytes that stay in the second cache. */
const NEAR_BYTES = 2 ** 20;
/** A leaf of at most this share of its space is copied: then every second cache line of it is read in vain. */
const THIN_SHARE = 1 / 3;
/** The rows drawn for a tree are read by all of its leaves: they are copied when they are at most this share. */
const THIN_DRAWN_SHARE = 0.8;
/** Leaves of fewer rows are as fast without. */
const FEW_ROWS = 512;

/**
 * Prepares room for copies: as much as the table itself takes, where the table is larger than the caches.
 *
 * @param items Address of the list of rows. @param gradients Packed gradients of the table's rows.
 */
export function rowSpaces(
  { heap }: Team,
  table: BinTable,
  items: number,
  gradients: number,
): RowSpaces {
  const stride = table.nTracks;
  const root = { bins: table.rowBins, gradients, nRows: table.nRows };
  // What is set in sparse tracks is listed by row, so that a copy would not spare reading from afar.
  const isLarge = table.nSparse === 0 && table.nRows * stride > 2 * NEAR_BYTES;
  const capacity = isLarge ? table.nRows : 0;
  const bins = isLarge ? heap.take(capacity * (stride + 1) + 64) : 0;
  const copies = isLarge ? heap.take(capacity * 8) : 0;
  let taken = 0;
  let takenBytes = 0;
  const isThin = ({ start, count, space }: SpacedRows) =>
    count <= space.nRows * (start === 0 && space === root ? THIN_DRAWN_SHARE : THIN_SHARE);
  const isFarAway = (space: RowSpace) => space.nRows * stride > NEAR_BYTES;
  return {
    root,
    clear() {
      taken = 0;
      takenBytes = 0;
    },
    gather(rows) {
      const { start, count, space } = rows;
      const sizeBytes = Math.ceil((count * stride + 16) / 16) * 16;
      if (!isThin(rows) || !isFarAway(space) || count < FEW_ROWS) return undefined;
      if (taken + count > capacity || takenBytes + sizeBytes > capacity * (stride + 1))
        return undefined;
      const own = { bins: bins + takenBytes, gradients: copies + 8 * taken, nRows: count };
      taken += count;
      takenBytes += sizeBytes;
      return {
        space: own,
        call: (from, n) => [
          'gatherRows',
          ...[space.bins, stride, items + 8 * (start + from), n, space.gradients, from],
          ...[own.bins, own.gradients],
        ],
      };
    },
    areFar: (rows) => isThin(rows) && isFarAway(rows.space),
  };
}
