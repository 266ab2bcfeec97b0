import { expect, it } from 'vitest';
import { areTooDear, cheapestFirst } from './cheapest-first.ts';

const drafts = [30, 100, 5, 900].map((ms) => ({ estimator: 'ridge', params: { ms } }));
const costOf = ({ params }: { params: Readonly<Record<string, unknown>> }) => Number(params.ms);

it('areTooDear asks whether the first two fit into the budget on all folds', () => {
  const time = { costOf, nFolds: 5, nWorkers: 2 };
  // (30 + 100) ms on 5 folds and 2 threads take 325 ms.
  expect(areTooDear(drafts, { ...time, budgetMs: 330 })).toBe(false);
  expect(areTooDear(drafts, { ...time, budgetMs: 320 })).toBe(true);
  expect(areTooDear(drafts, { ...time, budgetMs: undefined })).toBe(false);
});

it('cheapestFirst sorts by cost', () => {
  expect(cheapestFirst(drafts, costOf).map(costOf)).toEqual([5, 30, 100, 900]);
});
