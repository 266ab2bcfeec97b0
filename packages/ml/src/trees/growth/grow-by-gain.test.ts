import { describe, expect, it } from 'vitest';
import { openHeap } from '../../kernels/index.ts';
import { type Matrix, seededRandom } from '../../math/index.ts';
import { binTable } from '../binning/bin-table.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { soloTeam } from '../threads/team.ts';
import type { DraftTree } from './draft-tree.ts';
import { growByGain } from './grow-by-gain.ts';
import type { GrowthOptions } from './growth-options.ts';
import type { GrowthParts } from './growth-parts.ts';
import { type HistogramPool, histogramPool } from './histogram-pool.ts';
import { histograms } from './histograms.ts';
import { partition } from './partition.ts';
import { type RowSpaces, rowSpaces } from './row-spaces.ts';
import { splitSearch } from './split-search.ts';

const OPTIONS: GrowthOptions = {
  order: 'leaf-wise',
  maxLeaves: 60,
  maxDepth: 64,
  minLeafRows: 3,
  minLeafWeight: 0,
  minGain: 0,
  l1: 0,
  l2: 1,
  columnsPerNode: 1,
  drawsCuts: false,
  categories: { smoothing: 10, l2: 10, maxLevels: 32, minLevelRows: 2, maxOneLevel: 4 },
};

function cut(x: Matrix) {
  const team = soloTeam(openHeap());
  return { x, team, table: binTable(team, x) };
}

/** A tree over whole-number gradients, with the memory that a test gives it. */
function grown(
  { x, team, table }: ReturnType<typeof cut>,
  options: Partial<GrowthOptions>,
  memory: {
    readonly pool?: (usual: HistogramPool) => HistogramPool;
    readonly spaces?: (usual: RowSpaces) => RowSpaces;
  } = {},
): DraftTree {
  const { heap, kernels } = team;
  const n = x.nRows;
  const [items, gradients] = [heap.take(8 * n), heap.take(8 * n)];
  const random = seededRandom(7);
  const words = heap.ints(gradients, 2 * n);
  for (let i = 0; i < n; i++) {
    words[2 * i] = 1 + random.below(20);
    words[2 * i + 1] = Math.floor(random.normal() * 50 + 20 * (x.values[i * x.nColumns] || 0));
  }
  kernels.listRows(items, 0, n);
  const all = { ...OPTIONS, ...options };
  const usualSpaces = rowSpaces(team, table, items, gradients);
  const spaces = memory.spaces?.(usualSpaces) ?? usualSpaces;
  const usualPool = histogramPool(heap, table.nSlots * 8);
  const parts: GrowthParts = {
    table,
    options: all,
    spaces,
    pool: memory.pool?.(usualPool) ?? usualPool,
    histograms: histograms(team, table, items, spaces),
    partition: partition(team, table, items, n),
    search: splitSearch(team, table, all),
  };
  const columns = new Uint8Array(table.columns.length).fill(1);
  return growByGain(parts, { nRows: n, units: { g: 1, h: 1 }, columns, random });
}

const shapeOf = ({ splits, lefts, rights, leaves }: DraftTree) => ({
  splits,
  lefts,
  rights,
  leaves: leaves.map(({ start, count, g, h }) => [start, count, g, h]),
});

/** A pool that lends only so many histograms. */
function lendingOnly(most: number, usual: HistogramPool, onRefusal: () => void): HistogramPool {
  let nTaken = 0;
  return {
    ...usual,
    take() {
      if (nTaken === most) {
        onRefusal();
        return undefined;
      }
      nTaken++;
      return usual.take();
    },
    give(at) {
      nTaken--;
      usual.give(at);
    },
  };
}

describe('growByGain', () => {
  const kinds = [{}, { nDistinct: 9 }, { missingShare: 0.3 }, { nLevels: 20 }];
  const few = cut(randomMatrix(seededRandom(1), 600, kinds));

  it.each([
    ['leaf-wise', 4],
    ['leaf-wise', 7],
    ['depth-wise', 4],
    ['depth-wise', 7],
  ] as const)('grows the same tree %s when it may keep %i histograms', (order, most) => {
    let nRefused = 0;
    const usual = grown(few, { order });
    const thrifty = grown(
      few,
      { order },
      {
        pool: (pool) =>
          lendingOnly(most, pool, () => {
            nRefused++;
          }),
      },
    );
    expect(usual.leaves.length).toBe(60);
    expect(nRefused).toBeGreaterThan(5);
    expect(shapeOf(thrifty)).toEqual(shapeOf(usual));
  });

  it('grows the same tree when it gathers no rows of thin leaves', () => {
    const [nRows, nColumns] = [36_000, 60];
    const values = Float64Array.from(
      { length: nRows * nColumns },
      (_, at) => (Math.imul(at, 0x9e3779b1) >>> 20) % (2 + (at % 13)),
    );
    const many = cut({ nRows, nColumns, values });
    const short = { maxLeaves: 10 };
    let nGathered = 0;
    const usual = grown(many, short, {
      spaces: (spaces) => ({
        ...spaces,
        gather(rows) {
          const gathering = spaces.gather(rows);
          if (gathering) nGathered++;
          return gathering;
        },
      }),
    });
    expect(nGathered).toBeGreaterThan(1);
    // Whether rows are fetched ahead of their turn is a matter of speed, too.
    let nAsked = 0;
    const plain = grown(many, short, {
      spaces: (spaces) => ({ ...spaces, gather: () => undefined, areFar: () => nAsked++ % 2 > 0 }),
    });
    expect(usual.leaves.length).toBe(10);
    expect(shapeOf(plain)).toEqual(shapeOf(usual));
  });

  it('parts each row once, and adds up sums of rows', () => {
    const { leaves, splits } = grown(few, {});
    expect(splits.length).toBe(leaves.length - 1);
    let end = 0;
    for (const { start, count } of leaves) {
      expect([start, count > 0]).toEqual([end, true]);
      end += count;
    }
    expect(end).toBe(600);
  });
});
