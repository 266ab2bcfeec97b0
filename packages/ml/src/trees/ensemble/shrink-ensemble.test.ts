import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { checkEnsemble } from './check-ensemble.ts';
import { shrinkEnsemble } from './shrink-ensemble.ts';
import { randomEnsemble, randomRows, walkRaw } from './testing/random-ensemble.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

const SHAPE = { nTrees: 30, nLeaves: 60, nColumns: 3, nCategories: 1, nOutputs: 2, nCuts: 12 };

describe('a shrunk ensemble', () => {
  it.each([1, 2, 3])('answers with the same bits from fewer nodes (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const sharp = randomEnsemble(random, SHAPE);
    const ensemble = { ...sharp, leafValues: sharp.leafValues.map((value) => Math.sign(value)) };
    const shrunk = shrinkEnsemble(ensemble);
    checkEnsemble(shrunk);
    const x = randomRows(random, 400, SHAPE);
    expect(walkRaw(shrunk, x)).toEqual(walkRaw(ensemble, x));
    expect(shrunk.columns.length).toBeLessThan(0.8 * ensemble.columns.length);
    expect(shrinkEnsemble(shrunk)).toEqual(shrunk);
  });

  it('leaves out what its parents decided, leaves that answer alike, and repeated sets', () => {
    // x0 <= 2 ? (x0 <= 3 ? 1 : 9) : (x0 <= 4 ? 5 : 5), and a copy of a set that nobody names.
    const ensemble: TreeEnsemble = {
      nColumns: 1,
      nOutputs: 1,
      baseScores: Float64Array.of(0),
      treeOutputs: Int32Array.of(0),
      nodeOffsets: Int32Array.of(0, 3),
      leafOffsets: Int32Array.of(0, 4),
      columns: Int32Array.of(0, 0, 0),
      thresholds: Float64Array.of(2, 3, 4),
      lefts: Int32Array.of(1, ~0, ~2),
      rights: Int32Array.of(2, ~1, ~3),
      flags: new Uint8Array(3),
      nodeWeights: Float64Array.of(10, 4, 6),
      leafValues: Float64Array.of(1, 9, 5, 5),
      leafWeights: Float64Array.of(4, 0, 2, 4),
      setWords: Int32Array.of(3, 3),
      setOffsets: Int32Array.of(0, 1, 2),
    };
    expect(shrinkEnsemble(ensemble)).toEqual({
      ...ensemble,
      nodeOffsets: Int32Array.of(0, 1),
      leafOffsets: Int32Array.of(0, 2),
      columns: Int32Array.of(0),
      thresholds: Float64Array.of(2),
      lefts: Int32Array.of(~0),
      rights: Int32Array.of(~1),
      flags: new Uint8Array(1),
      nodeWeights: Float64Array.of(10),
      leafValues: Float64Array.of(1, 5),
      leafWeights: Float64Array.of(4, 6),
      setWords: new Int32Array(0),
      setOffsets: Int32Array.of(0),
    });
  });
});
