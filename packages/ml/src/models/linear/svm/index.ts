export { crossScores } from './cross-scores.ts';
export { type DualMinimum, hingeDual, tubeDual } from './dual-descent.ts';
export { type PlattScale, plattScale } from './platt.ts';
export { squaredHinge } from './squared-hinge.ts';
export { squaredTube } from './squared-tube.ts';
