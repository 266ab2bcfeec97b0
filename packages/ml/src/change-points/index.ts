export { countCost } from './count-cost.ts';
export { CHANGE_POINT_PARAMS, type ChangePoint, findChangePoints } from './find-change-points.ts';
export { meanAndSpreadCost } from './mean-and-spread-cost.ts';
export { meanCost, stepDeviation } from './mean-cost.ts';
export { type PeltOptions, pelt } from './pelt.ts';
export { type PositionInterval, positionInterval } from './position-interval.ts';
export { rankCost } from './rank-cost.ts';
export { runningSums, type SegmentCost } from './segment-cost.ts';
