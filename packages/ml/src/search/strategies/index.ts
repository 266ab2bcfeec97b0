export { shareOfRows, withMembers } from './at-fidelity.ts';
export { createSearcher, type SearcherSetup } from './create-searcher.ts';
export { type Dealer, dealInOrder, LAG } from './deal-in-order.ts';
export { drawCandidate } from './random.ts';
export { DEFAULT_STRATEGY, getStrategy, STRATEGIES } from './registry.ts';
export * from './schedules/index.ts';
export type { Failed, Fidelity, Proposal, Result, Scored, Searcher } from './searcher.ts';
export {
  type Draft,
  distance,
  draftAt,
  drawPoint,
  drawWithin,
  estimatorSpace,
  type Family,
  neighborOf,
  type Point,
  pointOf,
  type SearchSpace,
  spaceOf,
} from './space/index.ts';
export type { Guide, Schedule, Setting, Step, Strategy, Tried } from './strategy.ts';
export { type TableShape, workOf } from './work/work-of.ts';
