import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { compileEnsemble } from './compile-ensemble.ts';
import { randomEnsemble, randomRows, walkRaw, walkTree } from './testing/random-ensemble.ts';

const SHAPES = [
  { nTrees: 0, nLeaves: 1, nColumns: 2 },
  { nTrees: 3, nLeaves: 1, nColumns: 1 },
  { nTrees: 7, nLeaves: 5, nColumns: 3, nCategories: 1 },
  { nTrees: 20, nLeaves: 64, nColumns: 6, nCategories: 2, nCuts: 300 },
  { nTrees: 9, nLeaves: 65, nColumns: 4, nOutputs: 3 },
  { nTrees: 9, nLeaves: 300, nColumns: 5, nCategories: 5 },
  { nTrees: 4, nLeaves: 2000, nColumns: 3, nCategories: 1, nCuts: 5000 },
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
