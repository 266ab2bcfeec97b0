import { expect, it } from 'vitest';
import { startAddress } from './start-address.ts';
import { FIRST_SETTINGS, toRequest } from './training-settings.ts';

it('asks for a minute and nothing else unless told otherwise', () => {
  expect(toRequest(FIRST_SETTINGS)).toEqual({ budget: '1m' });
});

it.each([
  ['20 min', '20m'],
  ['1.5h', '1.5h'],
  [' 90 s ', '90s'],
])('takes the time %j for %s', (ownBudget, budget) => {
  expect(toRequest({ ...FIRST_SETTINGS, budget: 'own', ownBudget })).toEqual({ budget });
});

it('takes a number of candidates instead of a time', () => {
  const settings = { ...FIRST_SETTINGS, trials: '12', seed: '0', ignore: ['id'] };
  expect(toRequest(settings)).toEqual({ trials: 12, seed: 0, ignore: ['id'] });
});

it('writes addresses that are read back', () => {
  expect(startAddress()).toBe('/runs/new');
  const url = new URL(startAddress('churn@2', 'a & b'), 'http://x');
  expect(Object.fromEntries(url.searchParams)).toEqual({ dataset: 'churn@2', target: 'a & b' });
});
