import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openHeap } from '../../../kernels/index.ts';
import { fromRows, type Matrix, seededRandom, takeMatrixRows } from '../../../math/index.ts';
import { soloTeam } from '../../../trees/threads/team.ts';
import type { Target } from '../../estimator.ts';
import { outOfBagAnswers } from './out-of-bag.ts';
import { type PlantOptions, plantTrees } from './plant.ts';
import { predictTrees } from './trees.ts';

function plant(x: Matrix, y: Target, given: Partial<PlantOptions> = {}) {
  const random = seededRandom(1);
  return plantTrees(x, y, {
    nTrees: 1,
    maxDepth: 64,
    minLeaf: 1,
    maxFeatures: 1,
    bootstrap: false,
    drawsCuts: false,
    random,
    ...given,
  });
}

/** Least impurity that one cut of one column can leave, by trying all of them. */
function bestByTrial(rows: number[][], impurity: (part: number[]) => number, minLeaf: number) {
  let best = Number.POSITIVE_INFINITY;
  for (let j = 0; j < rows[0].length; j++) {
    for (const { [j]: cut } of rows) {
      const left = rows.flatMap((r, i) => (r[j] <= cut ? [i] : []));
      const right = rows.flatMap((r, i) => (r[j] <= cut ? [] : [i]));
      if (left.length < minLeaf || right.length < minLeaf) continue;
      best = Math.min(best, impurity(left) + impurity(right));
    }
  }
  return best;
}

const sample = fc.array(
  fc.record({
    x: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }),
    y: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 2, maxLength: 40 },
);

describe('plantTrees', () => {
  it('splits a stump where squared error is least, as trying every cut says', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 1, max: 3 }), (cases, minLeaf) => {
        const rows = cases.map(({ x }) => x);
        const y = cases.map((c) => c.y);
        const impurity = (part: number[]) => {
          const mean = part.reduce((sum, i) => sum + y[i], 0) / part.length;
          return part.reduce((sum, i) => sum + (y[i] - mean) ** 2, 0);
        };
        const x = fromRows(rows);
        const target: Target = { kind: 'regression', values: Float64Array.from(y) };
        const predicted = predictTrees('tree', plant(x, target, { maxDepth: 1, minLeaf }), x);
        const left = y.reduce((sum, v, i) => sum + (v - predicted[i]) ** 2, 0);
        const whole = impurity([...y.keys()]);
        expect(left).toBeCloseTo(Math.min(bestByTrial(rows, impurity, minLeaf), whole), 9);
      }),
      { seed: 1 },
    );
  });

  it('splits a stump where Gini impurity is least, for two classes and for four', () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(2, 4), (cases, nClasses) => {
        const rows = cases.map(({ x }) => x);
        const y = cases.map((c) => c.y % nClasses);
        const impurity = (part: number[]) => {
          const counts = new Float64Array(nClasses);
          for (const i of part) counts[y[i]]++;
          return part.length - counts.reduce((sum, c) => sum + c * c, 0) / part.length;
        };
        const x = fromRows(rows);
        const target: Target = { kind: 'classification', codes: Int32Array.from(y), nClasses };
        const shares = predictTrees('tree', plant(x, target, { maxDepth: 1 }), x);
        const left = shares.reduce(
          (sum, share, at) =>
            sum + (y[Math.floor(at / nClasses)] === at % nClasses ? 1 - share : 0),
          0,
        );
        const whole = impurity([...y.keys()]);
        expect(left).toBeCloseTo(Math.min(bestByTrial(rows, impurity, 1), whole), 9);
      }),
      { seed: 1 },
    );
  });

  it('learns an exclusive or, whose first cut alone gains nothing', () => {
    const x = fromRows([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const y: Target = { kind: 'classification', codes: Int32Array.of(0, 1, 1, 0), nClasses: 2 };
    expect([...predictTrees('tree', plant(x, y), x)]).toEqual([1, 0, 0, 1, 0, 1, 1, 0]);
  });

  it('cuts in the middle of a gap that holds no rows of the node', () => {
    const x = fromRows([[0], [1], [2], [3], [4], [100]].map((r) => [...r, r[0] > 50 ? 1 : 0]));
    const y: Target = { kind: 'regression', values: Float64Array.of(0, 0, 9, 9, 9, 9) };
    const trees = plant(takeMatrixRows(x, [0, 1, 2, 3, 4, 5]), y, { maxDepth: 1 });
    expect(
      predictTrees(
        'tree',
        trees,
        fromRows([
          [1.49, 0],
          [1.51, 0],
        ]),
      ),
    ).toEqual(Float64Array.of(0, 9));
  });

  it('answers the mean where there is no column, or none that varies', () => {
    const y: Target = { kind: 'regression', values: Float64Array.of(1, 2, 6) };
    const none = { nRows: 3, nColumns: 0, values: new Float64Array(0) };
    expect([...predictTrees('tree', plant(none, y), none)]).toEqual([3, 3, 3]);
    const flat = fromRows([[7], [7], [7]]);
    expect([...predictTrees('tree', plant(flat, y), flat)]).toEqual([3, 3, 3]);
  });
});

describe('a forest', () => {
  const random = seededRandom(4);
  const x = fromRows(
    Array.from({ length: 300 }, () => [random.normal(), random.normal(), random.normal()]),
  );
  const y: Target = {
    kind: 'classification',
    codes: Int32Array.from({ length: 300 }, (_, i) =>
      x.values[3 * i] + random.normal() > 0 ? 1 : 0,
    ),
    nClasses: 2,
  };
  const forest = { bootstrap: true, maxFeatures: 0.5, minLeaf: 3 };

  it('begins with the trees of a smaller forest of the same seed', () => {
    const small = plant(x, y, { ...forest, nTrees: 3 });
    const large = plant(x, y, { ...forest, nTrees: 8 });
    expect([...large.roots.subarray(0, 3)]).toEqual([...small.roots]);
    expect(large.nodes.subarray(0, small.nodes.length)).toEqual(small.nodes);
  });

  it('answers the mean of its trees', () => {
    const trees = plant(x, y, { ...forest, nTrees: 8 });
    const mean = new Float64Array(600);
    for (let t = 0; t < 8; t++) {
      const one = predictTrees('tree', { ...trees, roots: trees.roots.subarray(t, t + 1) }, x);
      for (let i = 0; i < 600; i++) mean[i] += one[i] / 8;
    }
    predictTrees('tree', trees, x).forEach((share, i) => {
      expect(share).toBeCloseTo(mean[i], 14);
    });
  });

  it('gives the same bits for one row, for a few and for many', () => {
    const trees = plant(x, y, { ...forest, nTrees: 20 });
    const many = predictTrees('tree', trees, x);
    for (const size of [1, 5, 40]) {
      const rows = Array.from({ length: size }, (_, i) => i + 257);
      const few = predictTrees('tree', trees, takeMatrixRows(x, rows));
      expect(few).toEqual(many.slice(2 * 257, 2 * (257 + size)));
    }
  });

  it('stores each distinct leaf once, in full precision', () => {
    const { leaves } = plant(x, y, { ...forest, nTrees: 50 });
    expect(new Set(leaves).size).toBe(leaves.length);
    expect(leaves.length).toBeLessThan(500);
  });
});

describe('weights', () => {
  const random = seededRandom(6);
  const x = fromRows(Array.from({ length: 90 }, () => [random.below(20), random.normal()]));
  const weights = Float64Array.from({ length: 90 }, (_, i) => i % 4);
  const rows = [...weights.keys()].flatMap((i) => new Array<number>(weights[i]).fill(i));
  const latent = Float64Array.from({ length: 90 }, (_, i) => x.values[2 * i] + random.normal());
  const targets = (at: readonly number[]): Target[] => [
    { kind: 'regression', values: Float64Array.from(at, (i) => latent[i]) },
    ...[2, 4].map((nClasses): Target => {
      const codes = Int32Array.from(at, (i) => Math.abs(Math.round(latent[i])) % nClasses);
      return { kind: 'classification', codes, nClasses };
    }),
  ];

  it('count a row as often as they say, and one of 0 not at all', () => {
    const repeated = targets(rows);
    targets([...weights.keys()]).forEach((y, k) => {
      const weighted = plant(x, y, { minLeaf: 6, weights });
      const wanted = plant(takeMatrixRows(x, rows), repeated[k], { minLeaf: 6 });
      expect(weighted.nodes.length).toBeGreaterThan(9);
      const answers = predictTrees('tree', wanted, x);
      predictTrees('tree', weighted, x).forEach((answer, i) => {
        expect(answer).toBeCloseTo(answers[i], 12);
      });
    });
  });

  it('never leave a tree of a bootstrap without rows', () => {
    const [y] = targets([...weights.keys()]);
    const single = new Float64Array(90);
    single[7] = 0.5;
    const trees = plant(x, y, { nTrees: 20, bootstrap: true, weights: single });
    for (const answer of predictTrees('tree', trees, x)) expect(answer).toBeCloseTo(latent[7], 12);
  });

  it('weigh the out-of-bag score, whose rows are those of a weight above 0', () => {
    const [, y] = targets([...weights.keys()]);
    const given = { nTrees: 30, bootstrap: true, outOfBag: true, weights };
    const trees = plant(x, y, given);
    const kept = [...weights.keys()].filter((i) => weights[i] > 0);
    const answers = outOfBagAnswers(trees, takeMatrixRows(x, kept));
    let right = 0;
    let total = 0;
    kept.forEach((row, k) => {
      total += weights[row];
      const answered = answers[2 * k + 1] >= 0.5 ? 1 : 0;
      if (y.kind === 'classification' && y.codes[row] === answered) right += weights[row];
    });
    expect(trees.outOfBag?.score).toBeCloseTo(right / total, 14);
    expect(trees.outOfBag?.nRows).toBe(kept.length);
  });
});

describe('a team', () => {
  it('grows the same trees with any number of members', () => {
    const random = seededRandom(2);
    const x = fromRows(Array.from({ length: 80 }, () => [random.normal(), random.normal()]));
    const codes = Int32Array.from({ length: 80 }, () => random.below(3));
    const y: Target = { kind: 'classification', codes, nClasses: 3 };
    const given = { nTrees: 7, bootstrap: true, maxFeatures: 0.5 };
    const solo = soloTeam(openHeap());
    const alone = plant(x, y, given);
    for (const nMembers of [2, 3, 9])
      expect(plant(x, y, { ...given, team: { ...solo, nMembers } })).toEqual(alone);
  });

  it('gets its memory back', () => {
    const team = soloTeam(openHeap());
    const before = team.heap.mark();
    const y: Target = { kind: 'regression', values: Float64Array.of(1, 2, 3) };
    plant(fromRows([[1], [2], [3]]), y, { nTrees: 3, bootstrap: true, team });
    expect(team.heap.mark()).toBe(before);
  });
});

describe('predictTrees', () => {
  it('refuses trees that a damaged artifact has bent into a circle', () => {
    const x = fromRows([[0], [1], [2], [3]]);
    const y: Target = { kind: 'regression', values: Float64Array.of(0, 0, 5, 5) };
    const trees = plantTrees(x, y, {
      nTrees: 1,
      maxDepth: 3,
      minLeaf: 1,
      maxFeatures: 1,
      bootstrap: false,
      drawsCuts: false,
      random: seededRandom(1),
    });
    const bent = { ...trees, nodes: trees.nodes.map((each, i) => (i % 3 === 0 ? each : 0)) };
    expect(() => predictTrees('decision-tree', bent, x)).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message:
          'Field `nodes` of decision-tree must lead on from node 0 to a later one or to a leaf, got 0.',
        details: expect.objectContaining({ part: 'state', place: 'nodes' }),
      }),
    );
  });
});
