export { assertCounts } from './assert-counts.ts';
export { type ClassCounts, countByClass } from './count-by-class.ts';
export { type CountScores, predictCounts } from './predict-counts.ts';
export { SMOOTHING_PARAM } from './smoothing-param.ts';
