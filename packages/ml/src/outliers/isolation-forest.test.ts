import { resolveParams } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packState, unpackState } from '../artifact/state-codec.ts';
import { fromRows, type Matrix, seededRandom, takeMatrixRows } from '../math/index.ts';
import type { TreeEnsemble } from '../trees/ensemble/index.ts';
import { averagePath } from './isolation/average-path.ts';
import { isolationForest } from './isolation-forest.ts';

function fit(x: Matrix, given: object = {}, seed = 1) {
  const params = resolveParams('isolation-forest', isolationForest.params, { ...given });
  return isolationForest.fit(x, params, { random: seededRandom(seed) });
}

function cloud(nRows: number, nColumns: number): Matrix {
  const random = seededRandom(nRows);
  const values = Float64Array.from({ length: nRows * nColumns }, () => random.normal());
  return { nRows, nColumns, values };
}

/** Path length of a row in one tree, walked node by node. */
function pathLength(trees: TreeEnsemble, tree: number, row: readonly number[]): number {
  const nodes = trees.nodeOffsets[tree];
  const leaves = trees.leafOffsets[tree];
  let depth = 0;
  let at = trees.nodeOffsets[tree + 1] > nodes ? 0 : ~0;
  for (; at >= 0; depth++) {
    const isLeft = row[trees.columns[nodes + at]] <= trees.thresholds[nodes + at];
    at = (isLeft ? trees.lefts : trees.rights)[nodes + at];
  }
  return depth + averagePath(trees.leafWeights[leaves + ~at]);
}

describe('isolation-forest', () => {
  it('scores 2 to the power of minus mean path over typical path', () => {
    const x = cloud(400, 4);
    const state = fit(x, { nTrees: 30, subsample: 100 });
    const scores = isolationForest.score(state, x);
    for (let i = 0; i < x.nRows; i += 13) {
      const row = [...x.values.subarray(4 * i, 4 * i + 4)];
      let sum = 0;
      for (let t = 0; t < 30; t++) sum += pathLength(state.trees, t, row);
      expect(scores[i]).toBeCloseTo(2 ** (-sum / 30 / averagePath(100)), 12);
    }
  });

  it('grows each tree on its subsample, to the height of a balanced tree at most', () => {
    const { trees } = fit(cloud(500, 3), { nTrees: 20, subsample: 100 });
    for (let t = 0; t < 20; t++) {
      const own = trees.leafWeights.subarray(trees.leafOffsets[t], trees.leafOffsets[t + 1]);
      expect(own.reduce((a, b) => a + b, 0)).toBe(100);
      expect(Math.min(...own)).toBe(1);
      const depth = (node: number): number =>
        node < 0
          ? 0
          : 1 +
            Math.max(
              depth(trees.lefts[trees.nodeOffsets[t] + node]),
              depth(trees.rights[trees.nodeOffsets[t] + node]),
            );
      expect(depth(0)).toBeLessThanOrEqual(7);
    }
  });

  it('ranks a far row above all others', () => {
    const x = cloud(1000, 5);
    x.values.set([9, -9, 9, -9, 9], 5 * 500);
    const scores = isolationForest.score(fit(x), x);
    expect(scores.indexOf(Math.max(...scores))).toBe(500);
    expect(scores[500]).toBeGreaterThan(0.7);
  });

  it('gives every score in (0, 1], the same bits to a row alone, and to rows in any unit of 2^k', () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(1e308, -1e308, 5e-20));
    const rows = fc.array(fc.array(value, { minLength: 2, maxLength: 2 }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 99 }), (given, seed) => {
        const x = fromRows(given);
        const state = fit(x, { nTrees: 5, subsample: 16 }, seed);
        const scores = isolationForest.score(state, x);
        for (const score of scores) expect(score > 0 && score <= 1).toBe(true);
        const alone = takeMatrixRows(x, [x.nRows - 1]);
        expect(isolationForest.score(state, alone)).toEqual(scores.slice(-1));
        const quarter = { ...x, values: x.values.map((each) => each / 4) };
        const scaled = fit(quarter, { nTrees: 5, subsample: 16 }, seed);
        expect(isolationForest.score(scaled, quarter)).toEqual(scores);
      }),
      { seed: 1 },
    );
  });

  it('scores 0.5 where there is nothing to tell rows apart', () => {
    for (const x of [fromRows([[3, 4]]), fromRows([[1], [1], [1]]), cloud(5, 0)])
      expect(new Set(isolationForest.score(fit(x), x))).toEqual(new Set([0.5]));
  });

  it('begins with the trees of a smaller forest of the same seed', () => {
    const x = cloud(300, 3);
    const [small, large] = [fit(x, { nTrees: 3 }).trees, fit(x, { nTrees: 9 }).trees];
    expect(large.thresholds.slice(0, small.thresholds.length)).toEqual(small.thresholds);
    expect(large.leafValues.slice(0, small.leafValues.length)).toEqual(small.leafValues);
    expect(fit(x, { nTrees: 3 }, 2).trees.thresholds).not.toEqual(small.thresholds);
  });

  it('sets the threshold so that the wanted share of the training rows exceeds it', () => {
    const x = cloud(1000, 4);
    for (const contamination of [0.01, 0.1, 0.5]) {
      const state = fit(x, { contamination });
      const nAbove = isolationForest.score(state, x).filter((s) => s > state.threshold).length;
      // Scores of equal rows are equal; those of different rows may be.
      expect(nAbove).toBeLessThanOrEqual(1000 * contamination);
      expect(nAbove).toBeGreaterThanOrEqual(1000 * contamination - 3);
    }
    expect(fit(x).threshold).toBe(0.5);
  });

  it('has a state that survives being written and read', () => {
    const x = cloud(100, 2);
    const state = fit(x, { nTrees: 10, contamination: 0.1 });
    const { json, tensors, bytes } = packState(state);
    expect(unpackState(JSON.parse(JSON.stringify(json)), tensors, bytes)).toEqual(state);
  });

  it('refuses no rows, values that are no numbers, and rows of other columns', () => {
    expect(() => fit(cloud(0, 2))).toThrow(
      expect.objectContaining({
        code: 'TABLE_EMPTY',
        message: 'isolation-forest.fit must get at least one row, got 0.',
      }),
    );
    expect(() =>
      fit(
        fromRows([
          [1, 2],
          [3, Number.NaN],
        ]),
      ),
    ).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'isolation-forest.fit must get finite values, got NaN in row 2.',
        details: { detector: 'isolation-forest', row: 2, column: 1, value: 'NaN' },
      }),
    );
    expect(() => isolationForest.score(fit(cloud(9, 2)), cloud(9, 3))).toThrow(
      expect.objectContaining({ code: 'SHAPE_MISMATCH' }),
    );
  });
});
