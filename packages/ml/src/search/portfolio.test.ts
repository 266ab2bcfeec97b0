import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { getEstimator } from '../models/index.ts';
import { portfolio, zeroShot } from './portfolio.ts';

const KINDS = ['classification', 'regression'] as const;

describe.each(KINDS)('what is tried first for %s', (kind) => {
  const drafts = zeroShot(kind, { nRows: 100 });

  it('is allowed by the descriptions, fits the kind, and is tried once each', () => {
    for (const { estimator: name, params } of drafts) {
      const estimator = getEstimator(name);
      expect(estimator.traits[kind]).toBe(true);
      expect(() => resolveParams(name, estimator.params, params)).not.toThrow();
    }
    expect(new Set(drafts.map((draft) => JSON.stringify(draft))).size).toBe(drafts.length);
  });

  it('is of several estimators, and leaves out what is too slow for many rows', () => {
    expect(new Set(drafts.map(({ estimator }) => estimator)).size).toBeGreaterThanOrEqual(5);
    for (const { estimator } of zeroShot(kind, { nRows: 1e7 }))
      expect(getEstimator(estimator).traits.maxRows).toBeUndefined();
  });
});

it('of tables with text begins with lines on terms, and goes on with what is tried without', () => {
  const plain = zeroShot('classification', { nRows: 100 });
  const drafts = zeroShot('classification', { nRows: 100, hasText: true });
  expect(drafts.slice(0, 3).map(({ estimator }) => estimator)).toEqual([
    'logistic',
    'complement-naive-bayes',
    'linear-svm',
  ]);
  expect(drafts.slice(-plain.length)).toEqual(plain);
  for (const { estimator: name, params } of drafts)
    expect(() => resolveParams(name, getEstimator(name).params, params)).not.toThrow();
});

describe('portfolio', () => {
  it('is baselines, then the first of what was good, with a name each', () => {
    const names = portfolio('binary', { nTrials: 3, nRows: 100 }).map(({ id }) => id);
    const first = zeroShot('classification', { nRows: 100 }).slice(0, 3);
    expect(names.slice(0, 2)).toEqual(['constant', 'stratified']);
    expect(names.slice(2).map((name) => name.replace(/-\d+$/, ''))).toEqual(
      first.map(({ estimator }) => estimator),
    );
    expect(new Set(names).size).toBe(5);
  });

  it('goes on with seeded draws, and ends behind the fixed part when no number is given', () => {
    const fixed = zeroShot('regression', { nRows: 100 }).length;
    const all = portfolio('regression', { nTrials: fixed + 5, seed: 2, nRows: 100 });
    expect(all).toHaveLength(1 + fixed + 5);
    expect(portfolio('regression', { nTrials: fixed + 5, seed: 2, nRows: 100 })).toEqual(all);
    expect(portfolio('regression', { nTrials: fixed + 5, seed: 3, nRows: 100 })).not.toEqual(all);
    expect(portfolio('regression', { nRows: 100 })).toEqual(all.slice(0, 1 + fixed));
  });
});
