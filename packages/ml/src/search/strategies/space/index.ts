export {
  type ChoiceDimension,
  type Dimension,
  dimensionOf,
  drawUnit,
  type NumberDimension,
  unitOf,
  type Value,
  valueAt,
} from './dimension.ts';
export { gridOf } from './grid-of.ts';
export {
  type Draft,
  distance,
  draftAt,
  drawPoint,
  drawWithin,
  estimatorSpace,
  type Family,
  neighborOf,
  type Point,
  pointCount,
  pointOf,
  type SearchSpace,
  spaceOf,
  startPoint,
} from './search-space.ts';
