import { type BinTable, slotStart } from '../binning/bin-table.ts';
import type { Call, Task, Team } from '../threads/team.ts';
import type { RowSpace, RowSpaces } from './row-spaces.ts';
import { sparseRows } from './sparse-rows.ts';

/** Columns whose slots stay in the nearest caches while rows pass by. */
const BLOCK_COLUMNS = 64;
/** Updates below which a second thread costs more than it takes over. */
const MIN_UPDATES_TO_SHARE = 200_000;

/** Rows of a leaf: `count` items of the list from `start`, which point into a space. */
export interface RowRange {
  readonly start: number;
  readonly count: number;
  readonly space: RowSpace;
}

/** Builds histograms of leaves. */
export interface Histograms {
  /** Bytes of one histogram. */
  readonly sizeBytes: number;
  /** Fills the histogram at `at` with the rows of a leaf. @returns The space that its rows lie in from now on. */
  build(at: number, range: RowRange): RowSpace;
  /** Sums over all rows of a histogram, in units: each row is in one slot of the first track. */
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

/** Prepares histograms over the bins of a table. @param items Address of the list of rows. */
export function histograms(
  team: Team,
  table: BinTable,
  items: number,
  spaces: RowSpaces,
): Histograms {
  const { heap, nMembers } = team;
  const p = table.nTracks;
  const blocks = columnBlocks(table);
  const sparse = sparseRows(team, table);
  const sizeBytes = table.nSlots * 8;
  const sharesRows = nMembers > 1 && blocks.length + (sparse ? 1 : 0) < 2 * nMembers;
  const partials = Array.from({ length: sharesRows ? nMembers - 1 : 0 }, () =>
    heap.take(sizeBytes),
  );

  /** Adds part of a leaf to one block of columns. */
  const addPart = (block: ColumnBlock, at: number, part: RowRange, isWhole: boolean): Task => {
    const { space, start, count } = part;
    const slots = at + block.slots * 8;
    const shape = [space.bins + block.first, p, block.nWide, block.nNarrow] as const;
    const add: Call = isWhole
      ? ['histogramRange', ...shape, start, start + count, space.gradients, slots]
      : [
          'histogramRows',
          ...shape,
          items + 8 * start,
          count,
          spaces.areFar(part) ? 1 : 0,
          space.gradients,
          slots,
        ];
    return [['clearWords', slots, block.nSlots], add];
  };

  /** Adds part of a leaf to the sparse tracks; tables that have some gather no rows. */
  const addSparse = (at: number, { start, count, space }: RowRange): Task[] => {
    if (!sparse) return [];
    const slots = at + sparse.firstSlot * 8;
    const list = [sparse.starts, sparse.entries, items + 8 * start, count] as const;
    return [
      [
        ['clearWords', slots, sparse.nSlots],
        ['histogramSparse', ...list, space.gradients, slots],
      ],
    ];
  };

  return {
    sizeBytes,
    build(at, range) {
      const gathered = spaces.gather(range);
      const space = gathered?.space ?? range.space;
      const isWhole = gathered !== undefined || isEveryRow(range);
      const nParts = sharesRows && range.count * p >= MIN_UPDATES_TO_SHARE ? nMembers : 1;
      // Rows of a gathered leaf, as of a whole table, are read straight through: by place, not by list.
      const first = gathered ? 0 : range.start;
      const parts = cutRange({ ...range, start: first, space }, nParts);
      const targets = [at, ...partials];
      if (gathered && blocks.length === 1) {
        team.run(
          parts.map((part, m) => [
            gathered.call(part.start, part.count),
            ...addPart(blocks[0], targets[m], part, true),
          ]),
        );
      } else {
        if (gathered) team.run([[gathered.call(0, range.count)]]);
        team.run(
          parts.flatMap((part, m) => [
            ...blocks.map((block) => addPart(block, targets[m], part, isWhole)),
            ...addSparse(targets[m], part),
          ]),
        );
      }
      for (const partial of partials.slice(0, nParts - 1))
        team.kernels.addWords(at, partial, table.nSlots);
      return space;
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

/** The list holds the rows of its space in their order. */
function isEveryRow({ start, count, space }: RowRange): boolean {
  return start === 0 && count === space.nRows;
}

function cutRange(range: RowRange, nParts: number): RowRange[] {
  if (nParts === 1) return [range];
  const { start, count } = range;
  return Array.from({ length: nParts }, (_, k) => {
    const from = Math.floor((k * count) / nParts);
    const to = Math.floor(((k + 1) * count) / nParts);
    return { ...range, start: start + from, count: to - from };
  });
}

/** Tracks that are read together, but for the sparse ones. */
function columnBlocks(table: BinTable): ColumnBlock[] {
  const { nWide } = table;
  const p = table.nTracks - table.nSparse;
  const slotsFrom = (first: number, end: number) => ({
    slots: slotStart(table, first),
    nSlots: slotStart(table, end) - slotStart(table, first),
  });
  if (nWide <= BLOCK_COLUMNS && p <= 4 * BLOCK_COLUMNS)
    return [{ first: 0, nWide, nNarrow: p - nWide, ...slotsFrom(0, p) }];
  const blocks: ColumnBlock[] = [];
  for (let first = 0; first < nWide; first += BLOCK_COLUMNS) {
    const own = Math.min(BLOCK_COLUMNS, nWide - first);
    blocks.push({ first, nWide: own, nNarrow: 0, ...slotsFrom(first, first + own) });
  }
  const nNarrowPerBlock = 4 * BLOCK_COLUMNS;
  for (let first = nWide; first < p; first += nNarrowPerBlock) {
    const own = Math.min(nNarrowPerBlock, p - first);
    blocks.push({ first, nWide: 0, nNarrow: own, ...slotsFrom(first, first + own) });
  }
  return blocks;
}
