import { AIMS, resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { getEstimator } from '../models/index.ts';
import { estimatorSpace, zeroShot } from './index.ts';
import { draftAt, drawPoint, pointOf } from './strategies/space/index.ts';

const NUMBERS = { nRows: 500 };
const firstOf = (aim: (typeof AIMS)[number], isWeighted = false) =>
  zeroShot('regression', { ...NUMBERS, purpose: { aim, isWeighted } });
const spaceOf = (aim: (typeof AIMS)[number], isWeighted = false) =>
  estimatorSpace('regression', { ...NUMBERS, purpose: { aim, isWeighted } });

describe.each(AIMS)('what is tried for %s', (aim) => {
  it('begins with configurations that its estimators allow, once each', () => {
    const drafts = firstOf(aim);
    for (const { estimator, params } of drafts)
      expect(() => resolveParams(estimator, getEstimator(estimator).params, params)).not.toThrow();
    expect(new Set(drafts.map((draft) => JSON.stringify(draft))).size).toBe(drafts.length);
    expect(drafts.length).toBeGreaterThanOrEqual(5);
  });

  it('goes on with the same estimators and objectives', () => {
    const space = spaceOf(aim);
    const known = space.families.map(({ name }) => name);
    for (const { estimator } of firstOf(aim)) expect(known).toContain(estimator);
    const random = seededRandom(1);
    const objectives = new Set<unknown>();
    for (let i = 0; i < 200; i++) {
      const draft = draftAt(space, drawPoint(space, random));
      if (draft.estimator === 'boosted-trees') objectives.add(draft.params.objective);
      const point = pointOf(space, draft);
      expect(point?.rest).toEqual({});
      expect(point && draftAt(space, point)).toEqual(draft);
    }
    const wanted = {
      mean: [undefined],
      counts: ['poisson'],
      quantiles: [],
      ranking: ['lambdarank'],
    };
    expect([...objectives]).toEqual(wanted[aim]);
  });

  it('can weigh rows, where they have weights', () => {
    const names = [
      ...firstOf(aim, true).map(({ estimator }) => estimator),
      ...spaceOf(aim, true).families.map(({ name }) => name),
    ];
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) expect(getEstimator(name).traits.weights).toBe(true);
  });
});

describe('what is tried first', () => {
  it('keeps the order of what was good for means', () => {
    expect(firstOf('counts').slice(0, 3)).toEqual([
      { estimator: 'generalized-linear', params: {} },
      { estimator: 'boosted-trees', params: { objective: 'poisson' } },
      { estimator: 'boosted-trees', params: { objective: 'tweedie' } },
    ]);
    expect(firstOf('quantiles').slice(0, 2)).toEqual([
      { estimator: 'linear-quantiles', params: {} },
      { estimator: 'quantile-boosting', params: {} },
    ]);
    expect(firstOf('ranking').slice(0, 3)).toEqual([
      { estimator: 'ridge', params: {} },
      { estimator: 'boosted-trees', params: { objective: 'lambdarank' } },
      { estimator: 'boosted-trees', params: {} },
    ]);
  });

  it('of plain means names no estimator of other purposes', () => {
    for (const { estimator } of firstOf('mean')) {
      expect(getEstimator(estimator).traits.quantiles).toBeUndefined();
      expect(getEstimator(estimator).traits.nonNegativeTarget).toBeUndefined();
    }
  });
});
