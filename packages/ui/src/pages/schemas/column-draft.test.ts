import type { ColumnSchema } from '@kaizenml/contracts';
import { expect, it } from 'vitest';
import { changedFields, toDraft } from './column-draft.ts';

const FARE: ColumnSchema = {
  type: 'number',
  presence: { minShare: 1, minCount: 5 },
  range: { min: 0, max: 100 },
  unit: 'USD',
  environments: { only: ['training', 'serving'], not: ['serving'] },
  drift: { maxLInfinity: 0.2, maxJensenShannon: 0.1 },
};

it('changes nothing where nothing was typed', () => {
  expect(changedFields(toDraft(FARE), FARE)).toEqual({});
  const bare = { type: 'string' } as const;
  expect(changedFields(toDraft(bare), bare)).toEqual({});
});

it('sends what was typed, and keeps what the form does not show', () => {
  const draft = {
    ...toDraft(FARE),
    unit: '',
    max: ' 120 ',
    minShare: '0.9',
    notIn: [],
    drift: '0.3',
  };
  expect(changedFields(draft, FARE)).toEqual({
    unit: null,
    range: { min: 0, max: 120 },
    presence: { minShare: 0.9, minCount: 5 },
    environments: { only: ['training', 'serving'] },
    drift: { maxLInfinity: 0.2, maxJensenShannon: 0.3 },
  });
});

it('takes away what is emptied, and leaves what is no number to the server', () => {
  const draft = { ...toDraft(FARE), min: '', max: '', isExpected: false, minDomainMass: 'most' };
  expect(changedFields(draft, FARE)).toEqual({
    range: null,
    presence: null,
    minDomainMass: 'most',
  });
});

it('reads values line by line, with the blanks inside', () => {
  const payment: ColumnSchema = { type: 'string', values: ['Cash', 'Credit Card'] };
  const draft = { ...toDraft(payment), values: 'Cash\n\nCredit Card\nNo Charge\n' };
  expect(changedFields(draft, payment)).toEqual({ values: ['Cash', 'Credit Card', 'No Charge'] });
});
