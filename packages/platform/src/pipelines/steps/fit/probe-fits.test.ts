import { seededRandom } from '@kaizenml/ml/math';
import { makeTable } from '@kaizenml/ml/table';
import { afterAll, expect, it } from 'vitest';
import { openFitTeam } from '../../../automl/index.ts';
import type { Learning } from './fit-members.ts';
import { probeFits } from './probe-fits.ts';

const team = openFitTeam();
afterAll(() => team.close());

const learningOf = (nRows: number): Learning => {
  const random = seededRandom(1);
  const values = Float64Array.from({ length: nRows }, () => random.normal());
  return {
    train: makeTable([{ name: 'x', kind: 'number', values }]),
    y: { kind: 'regression', values: values.map((x) => 2 * x) },
    folds: [],
    seed: 1,
    team,
  };
};
const candidate = { id: 'ridge', estimator: 'ridge', params: {}, isBaseline: false };
const AN_HOUR = 3_600_000;
const expected = { fitMs: () => AN_HOUR, preparationMs: 100, nFoldRows: 8000 };

it('measures what fits take, and never expects more than folds did', () => {
  const seen = probeFits([candidate], learningOf(10_000), expected);
  expect(seen.fitMs(candidate)).toBeLessThan(AN_HOUR);
  expect(seen.preparationMs).toBe(0);
  expect(seen.fitMs({ ...candidate, id: 'another' })).toBe(AN_HOUR);
  const quick = probeFits([candidate], learningOf(10_000), { ...expected, fitMs: () => 0 });
  expect(quick.fitMs(candidate)).toBe(0);
});

it('tries nothing where the part would be half of the rows', () => {
  expect(probeFits([candidate], learningOf(900), expected)).toBe(expected);
});
