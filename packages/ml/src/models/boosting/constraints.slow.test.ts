import { describe, expect, it } from 'vitest';
import { type Matrix, seededRandom } from '../../math/index.ts';
import type { TreeEnsemble } from '../../trees/ensemble/index.ts';
import { randomMatrix } from '../../trees/testing/random-matrix.ts';
import type { Target } from '../estimator.ts';
import { boostedTrees } from './boosted-trees.ts';
import { type Given, quickFit } from './testing/quick-fit.ts';

const N = 200;
const x = randomMatrix(seededRandom(1), N, [
  { missingShare: 0.1 },
  {},
  { nDistinct: 6 },
  { nLevels: 5 },
]);
const P = x.nColumns;

/** A target that rises with column 0 and falls with column 1, but wavers, and depends on all together. */
function wavering(): Float64Array {
  const random = seededRandom(2);
  return Float64Array.from({ length: N }, (_, i) => {
    const [a, b, c, level] = x.values.subarray(i * P, (i + 1) * P);
    const own = (Number.isNaN(a) ? 0.5 : a + 1.5 * Math.sin(4 * a)) - b - Math.cos(5 * b);
    return own * (level === 0 ? 2 : 1) + c + random.normal() / 2;
  });
}

const values = wavering();
const numbers: Target = { kind: 'regression', values };
const classes: Target = {
  kind: 'classification',
  codes: Int32Array.from(values, (value) => (value > 0 ? 1 : 0)),
  nClasses: 2,
};

/** Steps of the raw answer where a column walks over a grid, in rows of all kinds. */
function stepsAlong(ensemble: TreeEnsemble, column: number): number[] {
  const grid = Array.from({ length: 31 }, (_, k) => -3 + k / 5);
  const rows = Array.from({ length: 20 }, (_, k) => x.values.slice(9 * k * P, (9 * k + 1) * P));
  return rows.flatMap((row) => {
    const walked: Matrix = {
      ...x,
      nRows: grid.length,
      values: Float64Array.from(grid.flatMap((value) => [...row.with(column, value)])),
    };
    const raw = boostedTrees.predict(
      { nClasses: 0, link: 'identity', ensemble, history: new Float64Array(0) },
      walked,
    );
    return Array.from(raw.subarray(1), (value, k) => value - raw[k]);
  });
}

describe('a monotone constraint', () => {
  const cases: readonly (readonly [what: string, given: Given, y: Target])[] = [
    ['by default', {}, numbers],
    ['of small leaves', { minLeafRows: 1, maxLeaves: 60 }, numbers],
    [
      'of deep trees',
      { growth: 'depth-wise', maxDepth: 7, maxLeaves: 128, minLeafRows: 2 },
      numbers,
    ],
    ['with l1', { l1: 2, minLeafRows: 3 }, numbers],
    ['with l2', { l2: 30, minLeafRows: 3 }, numbers],
    ['with l1 and l2', { l1: 1, l2: 10, minLeafRows: 3 }, numbers],
    ['of few bins', { maxBins: 5, minLeafRows: 3 }, numbers],
    ['of random cuts', { drawsCuts: true, minLeafRows: 3 }, numbers],
    ['with dropped rounds', { dropShare: 0.3, minLeafRows: 3 }, numbers],
    ['of few rows and columns', { rowShare: 0.4, columnsPerNode: 0.6, minLeafRows: 3 }, numbers],
    ['of a median', { objective: 'absolute', minLeafRows: 3 }, numbers],
    ['of a class', { minLeafRows: 3 }, classes],
    ['of a class with l2', { minLeafRows: 3, l2: 20, l1: 0.5 }, classes],
  ];

  it.each(cases)('holds everywhere, %s', (_what, given, y) => {
    const rounds = { nRounds: 8, learningRate: 0.5, ...given };
    const { ensemble } = quickFit(x, y, rounds, { constraints: { monotone: [1, -1, 0, 0] } });
    expect(Math.min(...stepsAlong(ensemble, 0))).toBeGreaterThan(-1e-12);
    expect(Math.max(...stepsAlong(ensemble, 1))).toBeLessThan(1e-12);
    expect(Math.max(...stepsAlong(ensemble, 0))).toBeGreaterThan(0.01);
    const free = quickFit(x, y, rounds).ensemble;
    expect(Math.min(...stepsAlong(free, 0))).toBeLessThan(-0.01);
    expect(Math.max(...stepsAlong(free, 1))).toBeGreaterThan(0.01);
  });

  it('that the target keeps by itself changes no answer, however strong l2', () => {
    const column: Matrix = {
      nRows: 110,
      nColumns: 1,
      values: Float64Array.from({ length: 110 }, (_, i) => (i < 10 ? 0 : 1)),
    };
    const y: Target = {
      kind: 'regression',
      values: column.values.map((v) => (v === 0 ? 1000 : 30)),
    };
    const given = { nRounds: 1, learningRate: 1, l2: 100, l1: 5, minLeafRows: 1 };
    const answers = (direction: number) =>
      boostedTrees.predict(
        quickFit(column, y, given, { constraints: { monotone: [direction] } }),
        column,
      );
    expect(answers(-1)).toEqual(answers(0));
    expect(new Set(answers(1)).size).toBe(1);
  });
});

/** Columns that stand on the way to each leaf of each tree. */
function pathsOf(ensemble: TreeEnsemble): ReadonlySet<number>[] {
  const { nodeOffsets, columns, lefts, rights, treeOutputs } = ensemble;
  return [...treeOutputs.keys()].flatMap((tree) => {
    const first = nodeOffsets[tree];
    if (nodeOffsets[tree + 1] === first) return [];
    const walk = (node: number, path: ReadonlySet<number>): ReadonlySet<number>[] => {
      const own = new Set([...path, columns[first + node]]);
      return [lefts[first + node], rights[first + node]].flatMap((next) =>
        next < 0 ? [own] : walk(next, own),
      );
    };
    return walk(0, new Set());
  });
}

describe('interaction constraints', () => {
  it.each<readonly [what: string, given: Given, sets: readonly (readonly number[])[]]>([
    [
      'of pairs',
      {},
      [
        [0, 1],
        [2, 3],
      ],
    ],
    [
      'of sets that overlap',
      {},
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    ],
    ['of columns in no set', {}, [[0, 1]]],
    ['of no set at all', {}, []],
    [
      'level by level',
      { growth: 'depth-wise' },
      [
        [0, 1],
        [2, 3],
      ],
    ],
    [
      'in symmetric trees',
      { growth: 'symmetric' },
      [
        [0, 1],
        [1, 3],
      ],
    ],
    [
      'with few columns per node',
      { columnsPerNode: 0.5 },
      [
        [0, 1],
        [1, 2],
      ],
    ],
  ])('keep every path within a set, %s', (_what, given, interactions) => {
    const { ensemble } = quickFit(
      x,
      numbers,
      { nRounds: 10, minLeafRows: 3, ...given },
      { constraints: { interactions } },
    );
    const paths = pathsOf(ensemble);
    const isTogether = (path: ReadonlySet<number>) =>
      path.size === 1 ||
      interactions.some((set) => [...path].every((column) => set.includes(column)));
    expect(paths.filter((path) => !isTogether(path))).toEqual([]);
    const free = pathsOf(quickFit(x, numbers, { nRounds: 10, minLeafRows: 3, ...given }).ensemble);
    expect(free.filter((path) => !isTogether(path)).length).toBeGreaterThan(0);
    if (interactions.length > 0)
      expect(Math.max(...paths.map(({ size }) => size))).toBeGreaterThan(1);
  });

  it('make the answer a sum of parts that do not know of each other', () => {
    const { ensemble } = quickFit(
      x,
      numbers,
      { nRounds: 10, minLeafRows: 3 },
      {
        constraints: {
          interactions: [
            [0, 1],
            [2, 3],
          ],
        },
      },
    );
    const state = {
      nClasses: 0,
      link: 'identity' as const,
      ensemble,
      history: new Float64Array(0),
    };
    const at = (rows: readonly (readonly number[])[]) =>
      boostedTrees.predict(state, {
        ...x,
        nRows: rows.length,
        values: Float64Array.from(rows.flat()),
      });
    for (let i = 0; i + 1 < 40; i++) {
      const [a, b] = [x.values.slice(i * P, i * P + P), x.values.slice((i + 1) * P, (i + 2) * P)];
      const [aa, bb, ab, ba] = at([
        [...a],
        [...b],
        [a[0], a[1], b[2], b[3]],
        [b[0], b[1], a[2], a[3]],
      ]);
      expect(aa + bb).toBeCloseTo(ab + ba, 9);
    }
  });
});
