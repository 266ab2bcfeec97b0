export {
  type Binning,
  countBins,
  isLevelBinning,
  type LevelBinning,
  type NumberBinning,
} from './binning.ts';
export { chooseBinning } from './choose-binning.ts';
export {
  addWindow,
  type ColumnWindow,
  effectiveRows,
  emptyWindow,
  type WindowMoments,
} from './column-window.ts';
export { countColumn } from './count-column.ts';
export { sampleOfWindow } from './sample-of-window.ts';
