export { chooseTerms } from './choose-terms.ts';
export { type Design, descend, emptyFit } from './descend.ts';
export { type ScoreLoss, scoreLoss } from './score-loss.ts';
