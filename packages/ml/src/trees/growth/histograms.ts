import { type BinTable, slotStart, WIDE_SLOTS } from '../binning/bin-table.ts';
import type { Task, Team } from '../threads/team.ts';

/** Columns whose slots stay in the nearest caches while rows pass by. */
const BLOCK_COLUMNS = 64;
/** Updates below which a second thread costs more than it takes over. */
const MIN_UPDATES_TO_SHARE = 60_000;
/** Bytes of bins that stay in the second cache: beyond, rows of a thin leaf are far apart. */
const NEAR_BYTES = 2 ** 20;

/** Rows of a leaf: `count` entries of the list of rows from `start`. */
export interface RowRange {
  readonly start: number;
  readonly count: number;
}

/** Builds histograms of leaves. */
export interface Histograms {
  /** Bytes of one histogram. */
  readonly sizeBytes: number;
  /** Fills the histogram at `at` with the rows of a leaf. */
  build(at: number, range: RowRange): void;
  /** Sums over all rows of a histogram, in units: each row is in one slot of the first column. */
  totals(at: number): { readonly g: number; readonly h: number };
  /** Turns the histogram of a parent into that of its other child. */
  subtract(from: number, child: number): void;
}

interface ColumnBlock {
  readonly first: number;
  readonly nWide: number;
  readonly nNarrow: number;
  readonly slots: number;
  readonly nSlots: number;
}

/**
 * Prepares histograms over the bins of a table.
 *
 * @param place.rows Address of the list of rows. @param place.gradients Packed gradients by row.
 * @param place.isWhole The list is every row of the table in order: at the root rows are read straight through.
 */
export function histograms(
  team: Team,
  table: BinTable,
  place: { readonly rows: number; readonly gradients: number; isWhole(range: RowRange): boolean },
): Histograms {
  const { heap, nMembers } = team;
  const p = table.columns.length;
  const blocks = columnBlocks(table);
  const sizeBytes = table.nSlots * 8;
  const isShared = nMembers > 1 && blocks.length < 2 * nMembers;
  const partials = Array.from({ length: isShared ? nMembers - 1 : 0 }, () => heap.take(sizeBytes));

  const fill = (block: ColumnBlock, at: number, range: RowRange, isWhole: boolean): Task => {
    const bins = table.rowBins + block.first;
    const slots = at + block.slots * 8;
    const isFar = range.count * 3 < table.nRows && table.nRows * p > NEAR_BYTES ? 1 : 0;
    const { start, count } = range;
    const shape = [bins, p, block.nWide, block.nNarrow] as const;
    return [
      ['clearWords', slots, block.nSlots],
      isWhole
        ? ['histogramRange', ...shape, start, start + count, place.gradients, slots]
        : ['histogramRows', ...shape, place.rows + 4 * start, count, isFar, place.gradients, slots],
    ];
  };

  return {
    sizeBytes,
    build(at, range) {
      const isWhole = place.isWhole(range);
      const isSplit = isShared && range.count * p >= MIN_UPDATES_TO_SHARE;
      if (!isSplit) {
        team.run(blocks.map((block) => fill(block, at, range, isWhole)));
        return;
      }
      const parts = splitRange(range, nMembers);
      team.run(
        parts.flatMap((part, m) =>
          blocks.map((block) => fill(block, m === 0 ? at : partials[m - 1], part, isWhole)),
        ),
      );
      for (const partial of partials) team.kernels.addWords(at, partial, table.nSlots);
    },
    totals(at) {
      const words = heap.ints(at, 2 * slotStart(table, 1));
      let g = 0;
      let h = 0;
      for (let slot = 0; slot < words.length; slot += 2) {
        g += words[slot + 1];
        h += words[slot] >>> 0;
      }
      return { g, h };
    },
    subtract(from, child) {
      team.kernels.subtractWords(from, child, table.nSlots);
    },
  };
}

function splitRange({ start, count }: RowRange, nParts: number): RowRange[] {
  return Array.from({ length: nParts }, (_, k) => {
    const from = Math.floor((k * count) / nParts);
    const to = Math.floor(((k + 1) * count) / nParts);
    return { start: start + from, count: to - from };
  });
}

function columnBlocks(table: BinTable): ColumnBlock[] {
  const p = table.columns.length;
  const { nWide, nSlots } = table;
  if (nWide <= BLOCK_COLUMNS && p <= 4 * BLOCK_COLUMNS)
    return [{ first: 0, nWide, nNarrow: p - nWide, slots: 0, nSlots }];
  const blocks: ColumnBlock[] = [];
  for (let first = 0; first < nWide; first += BLOCK_COLUMNS) {
    const own = Math.min(BLOCK_COLUMNS, nWide - first);
    const slots = slotStart(table, first);
    blocks.push({ first, nWide: own, nNarrow: 0, slots, nSlots: own * WIDE_SLOTS });
  }
  const nNarrowPerBlock = 4 * BLOCK_COLUMNS;
  for (let first = nWide; first < p; first += nNarrowPerBlock) {
    const own = Math.min(nNarrowPerBlock, p - first);
    const slots = slotStart(table, first);
    const end = first + own === p ? nSlots : slotStart(table, first + own);
    blocks.push({ first, nWide: 0, nNarrow: own, slots, nSlots: end - slots });
  }
  return blocks;
}
