export { assertTwoClasses } from './assert-two-classes.ts';
export { evaluateScores } from './evaluate-scores.ts';
export { logLoss } from './log-loss.ts';
export { minimizeScores } from './minimize-scores.ts';
export { powerDeviance } from './power-deviance.ts';
export { readScores } from './read-scores.ts';
export type { LinearScores, ScoreLoss } from './score-loss.ts';
export { smoothPinball } from './smooth-pinball.ts';
export { squaredLoss } from './squared-loss.ts';
