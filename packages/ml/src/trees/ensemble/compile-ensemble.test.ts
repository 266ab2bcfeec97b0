import { describe, expect, it } from 'vitest';
import { seededRandom, zeros } from '../../math/index.ts';
import { compileEnsemble } from './compile-ensemble.ts';
import { scorerOf } from './scorer-of.ts';
import { randomEnsemble, randomRows, walkRaw, walkTree } from './testing/random-ensemble.ts';
import { NODE, type TreeEnsemble } from './tree-ensemble.ts';

const SHAPES = [
  { nTrees: 0, nLeaves: 1, nColumns: 2 },
  { nTrees: 3, nLeaves: 1, nColumns: 1 },
  { nTrees: 7, nLeaves: 5, nColumns: 3, nCategories: 1 },
  { nTrees: 20, nLeaves: 64, nColumns: 6, nCategories: 2, nCuts: 300 },
  { nTrees: 9, nLeaves: 65, nColumns: 4, nOutputs: 3 },
  { nTrees: 9, nLeaves: 300, nColumns: 5, nCategories: 5 },
  { nTrees: 4, nLeaves: 2000, nColumns: 3, nCategories: 1, nCuts: 5000 },
  { nTrees: 12, nLeaves: 1024, nColumns: 4, nCategories: 1, isSymmetric: true },
];

describe.each(SHAPES)('a compiled ensemble of $nTrees trees of up to $nLeaves leaves', (shape) => {
  const random = seededRandom(shape.nLeaves);
  const ensemble = randomEnsemble(random, shape);
  const x = randomRows(random, 600, shape);
  const raw = walkRaw(ensemble, x);
  const scorer = compileEnsemble(ensemble);
  const rowOf = (i: number) => x.values.subarray(i * x.nColumns, (i + 1) * x.nColumns);

  it('answers with the bits of a walk through the state', () => {
    expect(scorer.raw(x)).toEqual(raw);
  });

  it('answers a row alone, and a few, with the same bits as among others', () => {
    const k = ensemble.nOutputs;
    for (let i = 0; i < 50; i++)
      expect(scorer.rawRow(rowOf(i))).toEqual(raw.slice(i * k, (i + 1) * k));
    for (const nRows of [0, 1, 3, 17, 255, 257]) {
      const some = {
        nRows,
        nColumns: x.nColumns,
        values: x.values.subarray(0, nRows * x.nColumns),
      };
      expect(scorer.raw(some)).toEqual(raw.slice(0, nRows * k));
    }
  });

  it('names the leaves of a walk', () => {
    const leaves = scorer.leaves(x);
    const wanted = new Int32Array(x.nRows * shape.nTrees);
    for (let i = 0, at = 0; i < x.nRows; i++)
      for (let t = 0; t < shape.nTrees; t++) wanted[at++] = walkTree(ensemble, t, rowOf(i));
    expect(leaves).toEqual(wanted);
  });

  it('shows stages that end with the whole answer', () => {
    const stages = scorer.staged(x, 3);
    expect(stages).toHaveLength(Math.max(1, Math.ceil(shape.nTrees / 3)));
    expect(stages.at(-1)).toEqual(raw);
  });
});

describe('a compiled ensemble', () => {
  const shape = { nTrees: 3, nLeaves: 4, nColumns: 2 };
  const ensemble = randomEnsemble(seededRandom(1), shape);
  const scorer = compileEnsemble(ensemble);

  it('is kept as long as its state', () => {
    expect(scorerOf(ensemble)).toBe(scorerOf(ensemble));
    expect(scorerOf({ ...ensemble })).not.toBe(scorerOf(ensemble));
  });

  it('refuses rows of another width', () => {
    const refusal = {
      code: 'SHAPE_MISMATCH',
      message: 'Rows to score must have 2 columns as the ensemble, got 3.',
      details: { expected: 2, received: 3 },
    };
    for (const ask of [
      () => scorer.raw(zeros(1, 3)),
      () => scorer.rawRow([1, 2, 3]),
      () => scorer.leaves(zeros(1, 3)),
      () => scorer.staged(zeros(1, 3), 1),
    ])
      expect(ask).toThrow(expect.objectContaining(refusal));
  });

  it('refuses stages of no tree', () => {
    expect(() => scorer.staged(zeros(1, 2), 0)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'The trees per stage must be a whole number of at least 1, got 0.',
        details: { everyNTrees: '0' },
      }),
    );
  });

  it('tells cuts apart that lie anywhere: infinite, subnormal, next to each other, more than 32 000', () => {
    const near = Array.from({ length: 50 }, (_, i) => 1 + i * Number.EPSILON);
    const far = [-Infinity, -Number.MAX_VALUE, -1e300, -5e-324, 0, 5e-324, 1e300, Number.MAX_VALUE];
    const many = Array.from({ length: 33_000 }, (_, i) => i / 3);
    for (const cuts of [[Infinity], [...far, Infinity], [...near, 1e9], many]) {
      const stumps = stumpsAt(cuts);
      const some = cuts.filter((_, i) => i % Math.ceil(cuts.length / 17) === 0);
      const values = Float64Array.from([...some, cuts[cuts.length - 1], Number.NaN, 0.5]);
      const x = { nRows: values.length, nColumns: 1, values };
      const wide = { ...x, nRows: 256, values: new Float64Array(256).fill(-3) };
      wide.values.set(values);
      const scorer = compileEnsemble(stumps);
      expect(scorer.raw(wide).subarray(0, values.length)).toEqual(walkRaw(stumps, x));
      expect(scorer.rawRow([cuts[0]])).toEqual(
        walkRaw(stumps, { nRows: 1, nColumns: 1, values: Float64Array.of(cuts[0]) }),
      );
    }
  });
});

/** One tree of one node per cut, whose right leaf counts 1. */
function stumpsAt(cuts: readonly number[]): TreeEnsemble {
  const n = cuts.length;
  return {
    nColumns: 1,
    nOutputs: 1,
    baseScores: Float64Array.of(0),
    treeOutputs: new Int32Array(n),
    nodeOffsets: Int32Array.from({ length: n + 1 }, (_, t) => t),
    leafOffsets: Int32Array.from({ length: n + 1 }, (_, t) => 2 * t),
    columns: new Int32Array(n),
    thresholds: Float64Array.from(cuts),
    lefts: new Int32Array(n).fill(~0),
    rights: new Int32Array(n).fill(~1),
    flags: new Uint8Array(n).fill(NODE.nanIsMissing),
    nodeWeights: new Float64Array(n),
    leafValues: Float64Array.from({ length: 2 * n }, (_, leaf) => leaf % 2),
    leafWeights: new Float64Array(2 * n),
    setWords: new Int32Array(0),
    setOffsets: Int32Array.of(0),
  };
}
