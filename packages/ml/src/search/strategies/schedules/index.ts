export { brackets, type Round } from './brackets.ts';
export { type CutOffRules, curveCutOff } from './curve-cut-off.ts';
export { type CurvePoint, extrapolateCurve } from './extrapolate-curve.ts';
export { foldRacing, type RaceRules } from './fold-racing.ts';
export { hyperband } from './hyperband.ts';
export { type LadderLimits, ladderOf } from './ladder.ts';
export { successiveHalving } from './successive-halving.ts';
export { wholeAtOnce } from './whole-at-once.ts';
