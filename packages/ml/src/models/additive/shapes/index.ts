export { type Axis, axesOf, binMatrix, MAX_BINS } from './axis.ts';
export { checkShapes } from './check-shapes.ts';
export { type AdditiveState, type Curve, type Surface, scoresOf } from './shapes.ts';
export { type Cell, contributionsOf, type Term, termsOf } from './terms.ts';
