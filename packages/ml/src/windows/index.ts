export type {
  Baseline,
  BaselineCalibration,
  BaselinePerformance,
  ColumnBaseline,
  ColumnRole,
} from './baseline.ts';
export { baselineColumn } from './baseline-column.ts';
export {
  type Binning,
  countBins,
  isLevelBinning,
  type LevelBinning,
  type NumberBinning,
} from './binning.ts';
export { chooseBinning, holdsOneNumber } from './choose-binning.ts';
export {
  addWindow,
  type ColumnWindow,
  effectiveRows,
  emptyWindow,
  type WindowMoments,
} from './column-window.ts';
export { countColumn } from './count-column.ts';
export {
  type BaselineParts,
  makeBaseline,
  probabilityColumns,
  type StatedProbabilities,
} from './make-baseline.ts';
export { type ColumnCounter, openColumnCounter } from './open-column-counter.ts';
export { BASELINE_FILE, packBaseline, unpackBaseline } from './pack-baseline.ts';
export { packWindow, unpackWindow } from './pack-window.ts';
export { type PairedBar, pairWindows } from './pair-windows.ts';
export { sampleOfWindow } from './sample-of-window.ts';
