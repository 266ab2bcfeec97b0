import { expect, it } from 'vitest';
import { datasetAddress, referenceOf } from './dataset-address.ts';

it('writes addresses that are read back', () => {
  expect(datasetAddress('a/b c')).toBe('/datasets/a%2Fb%20c');
  const url = new URL(datasetAddress('churn', { version: '3', against: 'other@2' }), 'http://x');
  expect(Object.fromEntries(url.searchParams)).toEqual({ version: '3', against: 'other@2' });
});

it('takes a number for a version of the same dataset', () => {
  expect(referenceOf('churn', '2')).toBe('churn@2');
  expect(referenceOf('churn', 'other@2')).toBe('other@2');
});

it('gives every view its own path', () => {
  expect(datasetAddress('churn', { view: 'schema', version: '2' })).toBe(
    '/datasets/churn/schema?version=2',
  );
  expect(datasetAddress('churn', { view: 'profile' })).toBe('/datasets/churn');
});
