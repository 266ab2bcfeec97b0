export { type Candidate, recipeOf } from './candidate.ts';
export { drawCandidate } from './draw-candidate.ts';
export { portfolio } from './portfolio.ts';
export { type FoldMatrices, prepareFold } from './prepare-fold.ts';
export { type FoldParts, type FoldScore, scoreFold, toOutcome } from './score-fold.ts';
export { classesOf, encodeTarget, takeTargetRows } from './target.ts';
