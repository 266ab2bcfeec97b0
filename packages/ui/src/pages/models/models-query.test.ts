import { expect, it } from 'vitest';
import { modelsAddress, readModelsQuery, searchedBy } from './models-query.ts';

it.each([
  ['', {}],
  ['  ', {}],
  ['churn risk', { words: 'churn risk' }],
  ['sales in Europe', { words: 'sales in Europe' }],
  ['what I like', { words: 'what I like' }],
  ["tags.team = 'risk'", { filter: "tags.team = 'risk'" }],
  ["name LIKE 'churn%'", { filter: "name LIKE 'churn%'" }],
  ["name IN ('a', 'b')", { filter: "name IN ('a', 'b')" }],
  ['tags.team IS NOT NULL', { filter: 'tags.team IS NOT NULL' }],
])('takes %j for %j', (search, asked) => {
  expect(searchedBy(search)).toEqual(asked);
});

it('reads the address that it wrote', () => {
  const query = { search: "tags.`a b` = '%&='", after: 'x y' };
  const address = new URL(modelsAddress(query), 'http://localhost');
  expect(readModelsQuery(address.searchParams)).toEqual(query);
  expect(modelsAddress({ search: '' })).toBe('/models');
});
