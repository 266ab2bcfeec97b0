import { expect, it } from 'vitest';
import { alarmQuery } from './course-key.ts';

it.each([
  ['inputs/plan', { check: 'inputs', column: 'plan' }],
  ['inputs/price in €/m²', { check: 'inputs', column: 'price in €/m²' }],
  ['quality/price in €/m²/units', { check: 'quality', column: 'price in €/m²', measure: 'units' }],
])('finds the column of the alarm %s', (alarm, query) => {
  expect(alarmQuery(alarm)).toEqual(query);
});
