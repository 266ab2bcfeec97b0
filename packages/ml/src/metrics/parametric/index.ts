export { type CostMatrix, MEAN_COST, meanCost } from './mean-cost.ts';
export { ndcgAt } from './ndcg-at.ts';
export { pinballLossAt, pinballOf } from './pinball-loss-at.ts';
export { tweedieDeviance, unitDeviance } from './tweedie-deviance.ts';
