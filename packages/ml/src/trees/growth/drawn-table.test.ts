import { describe, expect, it } from 'vitest';
import { openHeap } from '../../kernels/index.ts';
import { type Matrix, seededRandom } from '../../math/index.ts';
import { binTable } from '../binning/bin-table.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { soloTeam } from '../threads/team.ts';
import type { DraftTree } from './draft-tree.ts';
import { drawnTable } from './drawn-table.ts';
import { treeGrower } from './grow-tree.ts';
import type { GrowthOptions } from './growth-options.ts';

const N = 3000;
const KINDS = [{}, { nDistinct: 9 }, { missingShare: 0.3 }, { nLevels: 20 }, { nDistinct: 3 }, {}];
const X = randomMatrix(seededRandom(3), N, KINDS);
const OPTIONS: GrowthOptions = {
  order: 'leaf-wise',
  maxLeaves: 40,
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

function takeColumns({ nRows, nColumns, values, levels }: Matrix, columns: readonly number[]) {
  const own = new Float64Array(nRows * columns.length);
  for (let i = 0; i < nRows; i++)
    columns.forEach((c, k) => {
      own[i * columns.length + k] = values[i * nColumns + c];
    });
  const ownLevels = levels && Int32Array.from(columns, (c) => levels[c]);
  return { nRows, nColumns: columns.length, values: own, ...(ownLevels && { levels: ownLevels }) };
}

/** Trees over gradients of chance, the same for every table; the columns of the matrix that each may ask. */
function grown(x: Matrix, allowed: readonly (readonly number[])[]) {
  const team = soloTeam(openHeap());
  const { heap, kernels } = team;
  const table = binTable(team, x);
  const place = { items: heap.take(8 * N + 8), capacity: N, gradients: heap.take(8 * N) };
  const random = seededRandom(7);
  const words = heap.ints(place.gradients, 2 * N);
  for (let i = 0; i < N; i++) {
    words[2 * i] = 1 + random.below(20);
    words[2 * i + 1] = Math.floor(random.normal() * 50 + 20 * X.values[i * X.nColumns]);
  }
  const grower = treeGrower(team, table, place, OPTIONS);
  return allowed.map((origins) => {
    kernels.listRows(place.items, 0, N);
    const columns = Uint8Array.from(table.columns, ({ origin }) =>
      Number(origins.includes(origin)),
    );
    const tree = grower.grow({ nRows: N, units: { g: 1, h: 1 }, columns, random });
    return shapeOf(tree, (column) => table.columns[column].origin);
  });
}

function shapeOf({ splits, lefts, rights, leaves }: DraftTree, originOf: (c: number) => number) {
  return {
    splits: splits.map((split) => ({ ...split, column: originOf(split.column) })),
    lefts,
    rights,
    leaves: leaves.map(({ start, count, g, h }) => [start, count, g, h]),
  };
}

describe('drawnTable', () => {
  it('holds the bins of the drawn columns, and none where they are nearly all', () => {
    const team = soloTeam(openHeap());
    const whole = binTable(team, X);
    const drawn = Uint8Array.from(whole.columns, ({ origin }) => (origin % 2 === 0 ? 1 : 0));
    const own = drawnTable(team, whole, drawn);
    if (own === undefined) throw new Error('Half of the columns are few enough.');
    expect(own.columns).toEqual([...drawn.keys()].filter((c) => drawn[c] === 1));
    const [wide, narrow] = [own.table.nWide, own.table.nTracks - own.table.nWide];
    expect([wide, narrow]).toEqual([2, 1]);
    const stored = team.heap.bytes(own.table.rowBins, N * own.table.nTracks);
    const all = team.heap.bytes(whole.rowBins, N * whole.nTracks);
    own.columns.forEach((c, k) => {
      const [from, into] = [whole.columns[c].track, own.table.columns[k].track];
      const column = (bins: Uint8Array, nTracks: number, track: number) =>
        bins.filter((_, at) => at % nTracks === track);
      expect(column(stored, own.table.nTracks, into)).toEqual(column(all, whole.nTracks, from));
    });
    expect(drawnTable(team, whole, drawn.fill(1))).toBeUndefined();
  });

  it.each([{ origins: [0, 3] }, { origins: [1, 2, 4, 5] }, { origins: [4] }])(
    'grows the tree of a table without the columns that $origins leave out',
    ({ origins }) => {
      const [among] = grown(X, [origins]);
      const [alone] = grown(takeColumns(X, origins), [origins.map((_, k) => k)]);
      const named = alone.splits.map((split) => ({ ...split, column: origins[split.column] }));
      expect(among).toEqual({ ...alone, splits: named });
      expect(among.splits.length).toBeGreaterThan(1);
    },
  );

  it('leaves later trees as they would be alone', () => {
    const all = [0, 1, 2, 3, 4, 5];
    const choices = [all, [0, 3], all, [1, 2, 4], [0, 3]];
    expect(grown(X, choices)).toEqual(choices.flatMap((choice) => grown(X, [choice])));
  });
});
