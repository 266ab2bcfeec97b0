export { type Candidate, recipeOf } from './candidate.ts';
export {
  type EstimatorEffects,
  LEAST_TRIALS,
  type ParameterEffect,
  parameterEffects,
  type TriedParams,
} from './effects/index.ts';
export { canEnrich, withEnriched } from './enriched-drafts.ts';
export { portfolio, zeroShot } from './portfolio.ts';
export { type FoldMatrices, prepareFold } from './prepare-fold.ts';
export { PLAIN, type Purpose } from './purpose.ts';
export { type FoldParts, type FoldScore, scoreFold, toOutcome } from './score-fold.ts';
export { stateBytes } from './state-bytes.ts';
export {
  brackets,
  createSearcher,
  curveCutOff,
  DEFAULT_STRATEGY,
  type Dealer,
  type Draft,
  dealInOrder,
  drawCandidate,
  estimatorSpace,
  type Fidelity,
  foldRacing,
  getStrategy,
  hyperband,
  LAG,
  ladderOf,
  type Proposal,
  type Result,
  type Schedule,
  type Searcher,
  type SearcherSetup,
  type SearchSpace,
  STRATEGIES,
  type Strategy,
  shareOfRows,
  successiveHalving,
  type TableShape,
  wholeAtOnce,
  withMembers,
  workOf,
} from './strategies/index.ts';
export { classesOf, encodeTarget, takeTargetRows } from './target.ts';
