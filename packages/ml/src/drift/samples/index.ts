export { levelSample, levelsOfNumbers } from './level-sample.ts';
export { numberSample, weightedSample } from './number-sample.ts';
export { rankedAs } from './ranked-as.ts';
export type {
  Cells,
  LevelSample,
  NumberSample,
  Sample,
  SampleKind,
  TextSample,
  VectorSample,
} from './sample.ts';
export { sampleOfColumn } from './sample-of-column.ts';
export { sampleOfSketch } from './sample-of-sketch.ts';
export { textSample } from './text-sample.ts';
export { vectorSample } from './vector-sample.ts';
export { walkTogether } from './walk-together.ts';
