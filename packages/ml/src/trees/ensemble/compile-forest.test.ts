import { describe, expect, it } from 'vitest';
import { type Matrix, seededRandom, takeMatrixRows } from '../../math/index.ts';
import type { BinnedTrees } from './binned-trees.ts';
import { openForest } from './forest/forest-desk.ts';
import { treeEnds } from './forest/tree-ends.ts';
import { scorerOf } from './scorer-of.ts';

const CUTS = [-1, 0, 0.5];
/** Two trees and a single leaf: x0 <= 0 ? (x1 <= 0.5 ? 0 : 1) : 2, then leaf 1, then x1 <= -1 ? 2 : 0. */
const TREES: BinnedTrees = {
  nColumns: 2,
  nClasses: 3,
  cutValues: Float64Array.of(...CUTS, ...CUTS),
  cutOffsets: Int32Array.of(0, 3, 6),
  roots: Int32Array.of(0, ~1, 2),
  nodes: Int32Array.of(1, 1, ~2, 256 + 2, ~0, ~1, 256, ~2, ~0),
  leaves: Float64Array.of(1, 0, 0, 0.25, 0.5, 0.25, 0, 0.125, 0.875),
};

function sumsOf(x0: number, x1: number): number[] {
  const leaf = (k: number) => [...TREES.leaves.subarray(3 * k, 3 * k + 3)];
  const first = leaf(x0 <= 0 ? (x1 <= 0.5 ? 0 : 1) : 2);
  const last = leaf(x1 <= -1 ? 2 : 0);
  return leaf(1).map((share, k) => first[k] + share + last[k]);
}

function rowsOf(nRows: number): Matrix {
  const random = seededRandom(3);
  const odd = [...CUTS, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0];
  const values = Float64Array.from({ length: 2 * nRows }, () =>
    random.below(2) === 0 ? random.normal() : odd[random.below(odd.length)],
  );
  return { nRows, nColumns: 2, values };
}

describe('the scorer of a forest', () => {
  it.each([0, 1, 31, 32, 300, 4100])(
    'sums the leaves of %i rows in the order of the trees',
    (n) => {
      const x = rowsOf(n);
      const wanted = Array.from({ length: n }, (_, i) =>
        sumsOf(x.values[2 * i], x.values[2 * i + 1]),
      );
      expect(scorerOf(TREES).raw(x)).toEqual(Float64Array.from(wanted.flat()));
    },
  );

  it('is compiled once', () => {
    expect(scorerOf(TREES)).toBe(scorerOf(TREES));
    expect(scorerOf(TREES)).toMatchObject({ nColumns: 2, nOutputs: 3, nTrees: 3 });
  });

  it('refuses rows of other columns', () => {
    const x = { nRows: 1, nColumns: 1, values: new Float64Array(1) };
    expect(() => scorerOf(TREES).raw(x)).toThrow(
      expect.objectContaining({ code: 'SHAPE_MISMATCH' }),
    );
  });
});

describe('a desk', () => {
  it('adds a tree to the listed rows alone, in any order of trees', () => {
    const x = rowsOf(40);
    const desk = openForest(TREES, 40);
    desk.read(x, 0, 40);
    desk.listed.set([7, 3]);
    for (const tree of [2, 0, 1]) desk.add(tree, 2);
    const all = scorerOf(TREES).raw(takeMatrixRows(x, [7, 3]));
    desk.sums.forEach((sum, at) => {
      const place = [7, 3].indexOf(Math.floor(at / 3));
      expect(sum).toBe(place < 0 ? 0 : all[3 * place + (at % 3)]);
    });
    desk.close();
  });
});

describe('treeEnds', () => {
  it('is one more than the last node that a path reaches', () => {
    expect([...treeEnds(TREES)]).toEqual([2, 0, 3]);
  });
});
