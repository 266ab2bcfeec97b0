import type { Random } from '../../../math/index.ts';
import type { Room } from './room.ts';

/** Sums over rows, in units. */
export interface Sums {
  readonly g: number;
  readonly h: number;
}

/** A column of a node whose best split is sought. */
export interface NodeColumn {
  /** Sums of all its bins, those of missing values and of rare levels too. */
  readonly sums: readonly Sums[];
  readonly nBins: number;
  readonly missingBin: number;
  readonly isCategory: boolean;
  /** The bin that is not stored, or -1. */
  readonly absent: number;
  readonly direction: number;
  readonly onlyCut: number;
  readonly isAllowed: boolean;
}

/** What a search for the best split reads. */
export interface SearchedNode {
  readonly columns: readonly NodeColumn[];
  readonly total: Sums;
  readonly params: SplitParams;
  /** The score to beat. */
  readonly floor: number;
}

/** Parameters in the order of the kernel. */
export interface SplitParams {
  readonly l1: number;
  readonly l2: number;
  readonly minHessian: number;
  readonly lowest: number;
  readonly highest: number;
  readonly isBounded: number;
  readonly categoryL2: number;
  readonly categorySmoothing: number;
  readonly maxLevels: number;
  readonly minLevelHessian: number;
  readonly maxOneLevel: number;
  readonly levelCost: number;
}

/** A node of `nRows` rows, every feature of the search drawn by chance; sums stay below 2^31. */
export function randomNode(random: Random, nRows: number): SearchedNode {
  const pick = <T>(...options: readonly T[]): T => options[random.below(options.length)];
  const scale = pick(1, 1, 1 + Math.floor(2 ** 31 / (7 * nRows + 8)));
  // Coarse rows make many splits equal, flat ones all of them.
  const isCoarse = random.below(3) === 0;
  const steepness = pick(0, 1, 1, 1, 1, 1) * scale;
  const rows = Array.from({ length: nRows }, () => ({
    g: (isCoarse ? pick(-1, 0, 1) : random.below(7) - 3) * steepness + 0,
    h: (isCoarse ? 1 : pick(0, 1, 1, 1, 2, 6)) * scale,
  }));
  const total = sumOf(rows);
  const isPlain = random.below(2) === 0;
  const column = (): NodeColumn => {
    const isCategory = random.below(3) === 0;
    const nBins = 1 + random.below(pick(3, 6, 20, 255));
    const hasMore = random.below(2) === 0;
    const missingBin = hasMore && !isCategory ? nBins : -1;
    const places = rows.map(() => Math.floor((nBins + (hasMore ? 1 : 0)) * random.next()));
    const sums = Array.from({ length: nBins + 1 }, (_, bin) =>
      sumOf(rows.filter((_row, i) => places[i] === bin)),
    );
    return {
      sums,
      nBins,
      missingBin,
      isCategory,
      absent: random.below(3) === 0 && !(isCategory && hasMore) ? pick(0, random.below(nBins)) : -1,
      direction: isCategory || isPlain ? 0 : pick(0, 0, 1, -1),
      onlyCut: isCategory || isPlain ? -1 : pick(-1, 0, random.below(nBins + 1)),
      isAllowed: random.below(8) > 0,
    };
  };
  const isBounded = !isPlain && random.below(2) === 0;
  const [one, other] = [random.normal(), random.normal()];
  const l1 = isBounded ? pick(0, 2.5 * scale) : 0;
  const columns = Array.from({ length: 1 + random.below(4) }, column);
  return {
    columns: [...columns, ...columns.filter(() => random.below(4) === 0)],
    total,
    params: {
      l1,
      l2: pick(0, 1, 0.3 * scale, 9 * scale),
      minHessian: pick(1, 1, 2.5 * scale, 5 * scale, 0.3 * total.h + 1, 2 ** 40),
      lowest: isBounded ? Math.min(one, other) : Number.NEGATIVE_INFINITY,
      highest: isBounded ? Math.max(one, other) : Number.POSITIVE_INFINITY,
      isBounded: isBounded ? 1 : 0,
      categoryL2: pick(0, 10.1 * scale),
      categorySmoothing: pick(0, 10 * scale),
      maxLevels: pick(1, 2, 32, 200),
      minLevelHessian: pick(1, 2.5 * scale),
      maxOneLevel: pick(0, 4, 4, 300),
      // Not drawn: the nodes stay those that they were.
      levelCost: (columns.length % 3) * 0.25 * scale,
    },
    floor: pick(0, 0, -50 * scale, 20 * scale),
  };
}

/** Sums over some rows or bins. */
export function sumOf(parts: readonly Sums[]): Sums {
  return parts.reduce((sum, { g, h }) => ({ g: sum.g + g, h: sum.h + h }), { g: 0, h: 0 });
}

/** Where a node lies in memory. */
export interface PlacedNode {
  readonly columns: number;
  readonly histogram: number;
  readonly params: number;
  readonly scratch: number;
  readonly record: number;
}

export const SCRATCH_BYTES = 6144;

/** Lays a node out as the kernel reads it. */
export function placeNode(room: Room, { columns, params, floor }: SearchedNode): PlacedNode {
  const slots: number[] = [];
  const entries: number[] = [];
  for (const column of columns) {
    entries.push(8 * (slots.length / 2), column.nBins, column.missingBin);
    entries.push(column.isCategory ? 1 : 0, column.absent, column.direction, column.onlyCut);
    entries.push(column.isAllowed ? 1 : 0);
    column.sums.forEach(({ g, h }, bin) => {
      if (bin !== column.absent) slots.push(h, g);
    });
  }
  const record = new Int32Array(16).fill(-1);
  new Float64Array(record.buffer)[0] = floor;
  return {
    columns: room.ints(entries),
    histogram: room.ints(Int32Array.from(slots)),
    params: room.doubles(Object.values(params)),
    scratch: room.bytes(new Uint8Array(SCRATCH_BYTES).fill(77)),
    record: room.ints(record),
  };
}
