import { describe, expect, it } from 'vitest';
import { encodeText, makeTable } from '../table/index.ts';
import { canEnrich, portfolio, recipeOf, withEnriched, zeroShot } from './index.ts';

const numbers = (name: string) =>
  ({ name, kind: 'number', values: Float64Array.of(1, 2, 3) }) as const;

describe('canEnrich', () => {
  it('is true where there are levels to encode or columns to combine', () => {
    expect(canEnrich(makeTable([numbers('a'), numbers('b')]))).toBe(true);
    expect(canEnrich(makeTable([encodeText('a', 'category', ['x', 'y', 'z'])]))).toBe(true);
    expect(canEnrich(makeTable([numbers('a')]))).toBe(false);
    expect(canEnrich(makeTable([encodeText('a', 'category', ['x', 'y', 'x'])]))).toBe(false);
  });
});

describe('withEnriched', () => {
  const drafts = zeroShot('classification', { nRows: 1000 });

  it('puts enriched copies between the others, which keep their order', () => {
    const all = withEnriched(drafts, makeTable([numbers('a'), numbers('b')]));
    expect(all.filter(({ isEnriched }) => !isEnriched)).toEqual(drafts);
    expect(
      all.flatMap(({ estimator, isEnriched }, at) => (isEnriched ? [[at, estimator]] : [])),
    ).toEqual([
      [3, 'boosted-trees'],
      [6, 'extra-trees'],
      [9, 'logistic'],
    ]);
  });

  it('leaves lines alone where they have rows of terms', () => {
    const all = withEnriched(drafts, makeTable([encodeText('a', 'text', ['x', 'y', 'z'])])).filter(
      ({ isEnriched }) => isEnriched,
    );
    expect(all.map(({ estimator }) => estimator)).toEqual(['boosted-trees', 'extra-trees']);
  });
});

describe('recipeOf', () => {
  it('enriches the recipe that an estimator asks for', () => {
    const [candidate] = portfolio('regression', { nTrials: 1 }).slice(-1);
    const table = makeTable([numbers('a'), numbers('b')]);
    expect(recipeOf(candidate, table)).toBe('dense');
    expect(recipeOf({ ...candidate, isEnriched: true }, table)).toBe('dense-enriched');
  });
});
