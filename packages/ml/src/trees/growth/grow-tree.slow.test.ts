import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { type Matrix, type Random, seededRandom } from '../../math/index.ts';
import { type BoostedTreesState, boostedTrees } from '../../models/boosting/boosted-trees.ts';
import type { Constraints } from '../../models/estimator.ts';
import { compileEnsemble } from '../ensemble/index.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { type NaiveRows, naiveSymmetric, naiveTree } from './testing/naive-tree.ts';

type Given = Partial<Parameters<typeof boostedTrees.fit>[2]>;

/** One tree of boosted trees on given gradients and Hessians: the loss of row i looks them up. */
function boostedTree({ x, g, h, weights }: NaiveRows, given: Given, constraints?: Constraints) {
  const rowNumbers = Float64Array.from(g, (_, i) => i);
  const params = resolveParams('boosted-trees', boostedTrees.params, {
    minLeafRows: 1,
    nRounds: 1,
    learningRate: 1,
    ...given,
  });
  return boostedTrees.fit(x, { kind: 'regression', values: rowNumbers }, params, {
    random: seededRandom(1),
    loss: {
      name: 'look-up',
      loss: () => 0,
      gradient: (_, i) => g[i] / (weights?.[i] ?? 1),
      hessian: (_, i) => h[i] / (weights?.[i] ?? 1),
    },
    ...(weights && { weights: Float64Array.from(weights) }),
    ...(constraints && { constraints }),
  });
}

/** Which rows share a leaf: the number of the first row of their leaf. */
function partsOf({ ensemble }: BoostedTreesState, x: Matrix): number[] {
  if (ensemble.treeOutputs.length === 0) return new Array<number>(x.nRows).fill(0);
  const leaves = [...compileEnsemble(ensemble).leaves(x)];
  return leaves.map((leaf) => leaves.indexOf(leaf));
}

/** The same of a naive tree, and its answers. */
function naiveParts(rows: NaiveRows, given: Given, constraints?: Constraints) {
  const params = resolveParams('boosted-trees', boostedTrees.params, { minLeafRows: 1, ...given });
  const parts = new Array<number>(rows.x.nRows);
  const answers = new Array<number>(rows.x.nRows);
  const options = {
    ...params,
    order: params.growth,
    categories: {
      smoothing: params.categorySmoothing,
      l2: params.categoryL2,
      maxLevels: 32,
      minLevelRows: params.categoryMinRows,
      maxOneLevel: 4,
    },
    ...constraints,
  };
  const leaves =
    params.growth === 'symmetric'
      ? naiveSymmetric(rows, params.maxDepth, options)
      : naiveTree(rows, options);
  for (const { rows: own, value } of leaves) {
    const first = Math.min(...own);
    for (const i of own) {
      parts[i] = first;
      // A tree without a question adds nothing: its constant is the objective's.
      answers[i] = leaves.length > 1 ? value : 0;
    }
  }
  return { parts, answers, nLeaves: leaves.length };
}

function expectNaive(rows: NaiveRows, given: Given, constraints?: Constraints): number {
  const state = boostedTree(rows, given, constraints);
  const { parts, answers, nLeaves } = naiveParts(rows, given, constraints);
  expect(partsOf(state, rows.x)).toEqual(parts);
  boostedTrees.predict(state, rows.x).forEach((answer, i) => {
    expect(Math.abs(answer - answers[i])).toBeLessThan(1e-5);
  });
  return nLeaves;
}

const KINDS = [
  {},
  { nDistinct: 5 },
  { missingShare: 0.25 },
  { nDistinct: 4, missingShare: 0.5 },
  { nLevels: 3, missingShare: 0.1 },
  { nLevels: 12, missingShare: 0.1 },
];

/** Rows whose gradients depend on their values, a missing one included. */
function randomRows(random: Random, n: number, unitHessian = false): NaiveRows {
  const kinds = KINDS.filter(() => random.next() < 0.6);
  const x = randomMatrix(random, n, kinds.length > 0 ? kinds : KINDS.slice(0, 1));
  const slopes = Array.from({ length: x.nColumns }, () => random.normal());
  const g = Array.from({ length: n }, (_, i) =>
    slopes.reduce((sum, slope, j) => {
      const value = x.values[i * x.nColumns + j];
      return sum + slope * (Number.isNaN(value) || value < -0.9 ? 1.5 : value);
    }, random.normal()),
  );
  const h = Array.from({ length: n }, () => (unitHessian ? 1 : 0.2 + random.next()));
  return { x, g, h };
}

const UNLIMITED: Given = { minLeafWeight: 0, l2: 0 };

describe('a grown tree is the naive one', () => {
  const cases: readonly (readonly [what: string, given: Given])[] = [
    ['by default but for small leaves', {}],
    ['of two leaves', { maxLeaves: 2 }],
    ['grown to the last row', { ...UNLIMITED, maxLeaves: 1000 }],
    ['of large leaves', { minLeafRows: 9, maxLeaves: 1000 }],
    ['of heavy leaves', { minLeafWeight: 5, maxLeaves: 1000 }],
    ['of gaining splits', { minGain: 4, maxLeaves: 1000 }],
    ['with l1', { l1: 1.5, maxLeaves: 12 }],
    ['with much l1', { l1: 12 }],
    ['with l2', { l2: 20, maxLeaves: 12 }],
    ['of three levels', { maxDepth: 3, maxLeaves: 1000 }],
    ['of few leaves, best first', { maxLeaves: 6 }],
    ['of few leaves, level by level', { maxLeaves: 6, growth: 'depth-wise' }],
    ['of levels, to the end', { growth: 'depth-wise', maxDepth: 4, maxLeaves: 1000 }],
    ['with levels told apart', { categoryMinRows: 1, categorySmoothing: 0, categoryL2: 0 }],
    ['with levels drawn together', { categoryMinRows: 3, categorySmoothing: 2, categoryL2: 5 }],
  ];

  it.each(cases)('%s', (_what, given) => {
    const random = seededRandom(given.maxLeaves ?? 31);
    let nLeaves = 0;
    for (let round = 0; round < 4; round++)
      nLeaves += expectNaive(randomRows(random, 70, round % 2 === 0), given);
    expect(nLeaves).toBeGreaterThan(4);
  });

  it.each<readonly [what: string, given: Given]>([
    ['of one level', { maxDepth: 1 }],
    ['of four levels', { maxDepth: 4, maxLeaves: 16 }],
    ['of four levels, large leaves', { maxDepth: 4, maxLeaves: 16, minLeafRows: 8 }],
    ['of four levels, l1', { maxDepth: 4, maxLeaves: 16, l1: 1.5 }],
    ['of four levels, l2', { maxDepth: 4, maxLeaves: 16, l2: 10, minGain: 0.5 }],
  ])('symmetric, %s', (_what, given) => {
    const random = seededRandom(30 + (given.minLeafRows ?? 0) + (given.l2 ?? 0));
    let nLeaves = 0;
    for (let round = 0; round < 4; round++)
      nLeaves += expectNaive(randomRows(random, 60), { growth: 'symmetric', ...given });
    expect(nLeaves).toBeGreaterThan(4);
  });

  it('of sparse columns, which share tracks', () => {
    const random = seededRandom(32);
    for (const growth of ['leaf-wise', 'symmetric'] as const) {
      const [n, p] = [200, 30];
      const values = new Float64Array(n * p);
      const g = Array.from({ length: n }, (_, i) => {
        values[i * p] = random.normal();
        const [one, other] = [1 + random.below(20), 21 + random.below(9)];
        values[i * p + one] = 1 + random.below(3);
        values[i * p + other] = random.normal();
        return random.normal() + (one % 5) - values[i * p + other];
      });
      const rows = { x: { nRows: n, nColumns: p, values }, g, h: g.map(() => 1) };
      const isSmall = { minLeafRows: 3, maxLeaves: 16, maxDepth: 4, growth };
      expect(expectNaive(rows, isSmall)).toBeGreaterThan(5);
    }
  });

  it('of sparse columns that are set together, which are read from a list', () => {
    const random = seededRandom(33);
    for (const nDense of [0, 3]) {
      for (const growth of ['leaf-wise', 'symmetric'] as const) {
        // No more rows than bins: the naive tree knows none.
        const [n, p] = [240, 45];
        const values = new Float64Array(n * p);
        const g = Array.from({ length: n }, (_, i) => {
          let sum = random.normal();
          for (let j = 0; j < p; j++) {
            if (j >= nDense && i % 8 > 0) continue;
            values[i * p + j] = random.normal();
            sum += (j % 7) * values[i * p + j];
          }
          return sum;
        });
        const rows = { x: { nRows: n, nColumns: p, values }, g, h: g.map(() => 1) };
        // Small leaves would be parted alike by several columns.
        const isSmall = { minLeafRows: 8, maxLeaves: 16, maxDepth: 4, growth };
        expect(expectNaive(rows, isSmall)).toBeGreaterThan(3);
      }
    }
  });

  it('of many levels, which pay for what they gain by chance, weights or none', () => {
    const random = seededRandom(34);
    for (let round = 0; round < 6; round++) {
      const n = 150;
      const x = randomMatrix(random, n, [{ nLevels: 14 }, { nLevels: 25, missingShare: 0.1 }]);
      const effects = Array.from({ length: 25 }, () => random.normal());
      const weights = Array.from({ length: n }, () => 1 + random.below(3));
      const g = weights.map(
        (weight, i) => weight * (random.normal() + effects[Math.max(0, x.values[2 * i])]),
      );
      const rows = { x, g, h: weights, ...(round % 2 === 0 && { weights }) };
      const given = { categoryMinRows: 2, categorySmoothing: 1, categoryL2: 0, minLeafRows: 8 };
      expect(expectNaive(rows, given)).toBeGreaterThan(3);
    }
  });

  it('under interaction constraints', () => {
    const random = seededRandom(31);
    for (let round = 0; round < 4; round++) {
      const x = randomMatrix(random, 150, [{}, {}, { missingShare: 0.2 }, { nLevels: 7 }]);
      const g = Array.from({ length: 150 }, () => random.normal());
      const rows = { x, g, h: g.map(() => 1) };
      const interactions = [[0, 1], [1, 2], ...(round % 2 === 0 ? [[0, 2, 3]] : [])];
      // Small leaves would be parted alike by several columns, and then the path would be a matter of taste.
      expectNaive(rows, { minLeafRows: 10, categoryMinRows: 2 }, { interactions });
    }
  });
});
