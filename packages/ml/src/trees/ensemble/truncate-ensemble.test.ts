import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { checkEnsemble } from './check-ensemble.ts';
import { compileEnsemble } from './compile-ensemble.ts';
import { randomEnsemble, randomRows, walkRaw } from './testing/random-ensemble.ts';
import { truncateEnsemble } from './truncate-ensemble.ts';

const SHAPE = { nTrees: 9, nLeaves: 20, nColumns: 4, nCategories: 2 };

describe('a truncated ensemble', () => {
  const random = seededRandom(4);
  const ensemble = randomEnsemble(random, SHAPE);
  const x = randomRows(random, 40, SHAPE);

  it('answers as the stage after so many trees', () => {
    const stages = compileEnsemble(ensemble).staged(x, 2);
    [2, 4, 6, 8, 9].forEach((nTrees, s) => {
      const truncated = truncateEnsemble(ensemble, nTrees);
      checkEnsemble(truncated);
      expect(walkRaw(truncated, x)).toEqual(stages[s]);
    });
  });

  it('may have no tree, and never more than there are', () => {
    const empty = truncateEnsemble(ensemble, 0);
    checkEnsemble(empty);
    expect(empty.setWords).toHaveLength(0);
    expect(walkRaw(empty, x)).toEqual(new Float64Array(40).fill(ensemble.baseScores[0]));
    expect(truncateEnsemble(ensemble, 100)).toEqual(ensemble);
  });
});
