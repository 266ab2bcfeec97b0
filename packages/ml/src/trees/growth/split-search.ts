import type { BinTable } from '../binning/bin-table.ts';
import { slotStart } from '../binning/bin-table.ts';
import type { Task, Team } from '../threads/team.ts';
import type { Split } from './draft-tree.ts';
import type { GrowthOptions } from './growth-options.ts';

const COLUMN_BYTES = 32;
const RECORD_BYTES = 64;
/** What the kernel works in, bytes. */
export const SCRATCH_BYTES = 6144;
/** Parameters of a search, doubles. */
export const N_PARAMS = 12;
/** Bins below which a search is over before another thread has woken. */
const MIN_BINS_TO_SHARE = 32_768;

/** Units per 1 of gradients and Hessians: powers of two. */
export interface Units {
  readonly g: number;
  readonly h: number;
  /** What a level of a category gains by chance, in units of the loss: the price of taking it. Absent: none. */
  readonly chanceGain?: number;
}

/** A node whose best split is wanted. Sums are in units. */
export interface SearchedNode {
  readonly histogram: number;
  readonly count: number;
  readonly g: number;
  readonly h: number;
  readonly lowest: number;
  readonly highest: number;
  /** Columns that may be asked, 1 each, and the only cut to try of each or -1. Absent: all columns and cuts. */
  readonly allowed?: Uint8Array | undefined;
  readonly onlyCuts?: Int32Array | undefined;
}

/** Finds best splits; holds its tables in the heap for the length of a fit. */
export interface SplitSearch {
  /** Columns of the table that the tree may ask, 1 each. */
  setColumns(allowed: Uint8Array): void;
  /** The best split of each node; undefined where none gains enough. */
  search(nodes: readonly SearchedNode[], units: Units): (Split | undefined)[];
}

/** Prepares the search for best splits. */
export function splitSearch(team: Team, table: BinTable, options: GrowthOptions): SplitSearch {
  const { heap, kernels } = team;
  const p = table.columns.length;
  const isShared = p * 256 >= MIN_BINS_TO_SHARE;
  const nRanges = isShared ? Math.min(team.nMembers, p) : 1;
  // Two nodes are searched at once; each has its own columns, parameters and records.
  const places = [0, 1].map(() => ({
    columns: heap.take(p * COLUMN_BYTES),
    params: heap.take(N_PARAMS * 8),
    records: heap.take(nRanges * RECORD_BYTES),
    scratch: heap.take(nRanges * SCRATCH_BYTES),
  }));
  for (const { columns } of places) describeColumns(heap.ints(columns, p * 8), table, options);
  let treeColumns = new Uint8Array(p).fill(1);

  const prepare = (node: SearchedNode, { columns, params, records }: Place, units: Units) => {
    const entries = heap.ints(columns, p * 8);
    for (let c = 0; c < p; c++) {
      entries[8 * c + 6] = node.onlyCuts ? node.onlyCuts[c] : -1;
      entries[8 * c + 7] = treeColumns[c] & (node.allowed ? node.allowed[c] : 1);
    }
    const values = paramsOf(node, options, units);
    heap.doubles(params, N_PARAMS).set(values);
    const floor = parentScore(node, options, units);
    for (let r = 0; r < nRanges; r++) {
      heap.doubles(records + r * RECORD_BYTES, 1)[0] = floor;
      heap.ints(records + r * RECORD_BYTES, 16)[6] = -1;
    }
  };

  return {
    setColumns(allowed) {
      treeColumns = Uint8Array.from(allowed);
    },
    search(nodes, units) {
      const tasks: Task[] = [];
      nodes.forEach((node, k) => {
        const { columns, params, records, scratch } = places[k];
        const { histogram, g } = node;
        const h = node.h | 0;
        prepare(node, places[k], units);
        if (!isShared) {
          kernels.bestSplit(columns, 0, p, histogram, g, h, params, scratch, records);
          return;
        }
        for (let r = 0; r < nRanges; r++) {
          const from = Math.floor((r * p) / nRanges);
          const to = Math.floor(((r + 1) * p) / nRanges);
          const own = [scratch + r * SCRATCH_BYTES, records + r * RECORD_BYTES] as const;
          tasks.push([['bestSplit', columns, from, to, histogram, g, h, params, ...own]]);
        }
      });
      if (isShared) team.run(tasks);
      return nodes.map((node, k) => {
        const floor = parentScore(node, options, units);
        let best: Split | undefined;
        for (let r = 0; r < nRanges; r++) {
          const found = readRecord(team, places[k].records + r * RECORD_BYTES, floor, table);
          if (found && (best === undefined || found.gain > best.gain)) best = found;
        }
        return best;
      });
    },
  };
}

interface Place {
  readonly columns: number;
  readonly params: number;
  readonly records: number;
  readonly scratch: number;
}

/** Writes what the kernel reads of each column: 8 words. */
export function describeColumns(
  entries: Int32Array,
  table: BinTable,
  { monotone }: GrowthOptions,
): void {
  table.columns.forEach(({ bins, origin, track, firstBin, absentBin }, c) => {
    entries.set(
      [
        (slotStart(table, track) + firstBin) * 8,
        bins.nBins,
        bins.missingBin,
        bins.kind === 'category' ? 1 : 0,
        absentBin,
        monotone?.[origin] ?? 0,
        -1,
        1,
      ],
      8 * c,
    );
  });
}

/** Parameters in the order of the kernel, in units of the packed sums. */
export function paramsOf(
  node: Pick<SearchedNode, 'count' | 'h' | 'lowest' | 'highest'>,
  options: GrowthOptions,
  units: Units,
): number[] {
  const { l1, l2, minLeafRows, minLeafWeight, categories } = options;
  const perRow = node.h / node.count;
  const least = Math.max(1, minLeafWeight * units.h, minLeafRows * perRow);
  const isBounded = l1 > 0 || node.lowest > -Infinity || node.highest < Infinity;
  return [
    l1 * units.g,
    l2 * units.h,
    Math.min(Math.ceil(least - 1e-6), 0xffffffff),
    node.lowest,
    node.highest,
    isBounded ? 1 : 0,
    categories.l2 * units.h,
    categories.smoothing * units.h,
    categories.maxLevels,
    Math.max(1, categories.minLevelRows * perRow),
    categories.maxOneLevel,
    ((units.chanceGain ?? 0) * units.g * units.g) / units.h,
  ];
}

/** Score that a split must exceed. */
function parentScore(
  { g, h, lowest, highest }: SearchedNode,
  options: GrowthOptions,
  units: Units,
) {
  const l1 = options.l1 * units.g;
  const l2 = options.l2 * units.h;
  const soft = g > l1 ? g - l1 : g < -l1 ? g + l1 : 0;
  const output = Math.min(highest, Math.max(lowest, -soft / (h + l2)));
  const own = h + l2 > 0 ? -(2 * soft * output + (h + l2) * output * output) : 0;
  return own + (options.minGain * units.g * units.g) / units.h;
}

function readRecord(team: Team, at: number, floor: number, table: BinTable): Split | undefined {
  const words = team.heap.ints(at, 16);
  const column = words[6];
  if (column < 0) return undefined;
  const isCategory = table.columns[column].bins.kind === 'category';
  return {
    column,
    cut: words[2],
    levels: isCategory ? words.slice(8, 16) : new Int32Array(0),
    missingLeft: words[3] === 1,
    gain: team.heap.doubles(at, 1)[0] - floor,
    gLeft: words[4],
    hLeft: words[5] >>> 0,
  };
}
