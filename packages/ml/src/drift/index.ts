export { checkDrift, type DriftFinding } from './check-drift.ts';
export { type DatasetDrift, datasetDrift } from './dataset-drift.ts';
export { defaultDriftTest } from './default-drift-test.ts';
export type { DriftFigures, DriftTest } from './drift-test.ts';
export { DRIFT_TESTS, getDriftTest } from './drift-tests.ts';
export { homogeneityPValue } from './homogeneity.ts';
export { jensenShannon } from './jensen-shannon.ts';
export {
  type DriftVerdict,
  type JudgedColumn,
  type JudgeOptions,
  judgeColumns,
} from './judge-columns.ts';
export { type LargestMove, largestMove, lInfinity } from './l-infinity.ts';
export {
  benjaminiHochberg,
  benjaminiYekutieli,
  emptyLord,
  inflationOf,
  type LordState,
  type LordStep,
  stepLord,
} from './rates/index.ts';
export { columnReference } from './reference.ts';
export {
  type LevelSample,
  levelSample,
  type NumberSample,
  numberSample,
  type Sample,
  type SampleKind,
  sampleOfColumn,
  sampleOfSketch,
  type TextSample,
  textSample,
  type VectorSample,
  vectorSample,
  weightedSample,
} from './samples/index.ts';
export { soundDriftTest } from './sound-drift-test.ts';
