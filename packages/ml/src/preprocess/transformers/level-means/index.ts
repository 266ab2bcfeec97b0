export { type CrossFitted, crossFitMeans, dealtParts } from './cross-fit-means.ts';
export { type Outcome, outcomesOf } from './outcomes-of.ts';
