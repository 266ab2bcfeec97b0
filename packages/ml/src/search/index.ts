export { type Candidate, recipeOf } from './candidate.ts';
export { portfolio } from './portfolio.ts';
export { type FoldMatrices, prepareFold } from './prepare-fold.ts';
export { type FoldParts, type FoldScore, scoreFold, toOutcome } from './score-fold.ts';
export { drawCandidate } from './strategies/index.ts';
export { classesOf, encodeTarget, takeTargetRows } from './target.ts';
