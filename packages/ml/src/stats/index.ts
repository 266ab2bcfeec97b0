export { associate, MAX_PAIRED_COLUMNS } from './associations/associate.ts';
export { ranks } from './associations/ranks.ts';
export { chiSquareCdf, chiSquareQuantile, logGamma } from './chi-square.ts';
export { correlation } from './correlation.ts';
export { countLevels } from './count-levels.ts';
export { countDuplicateRows, hashRows, isSameRow, mixHash } from './duplicate-rows.ts';
export { finiteQuantile } from './finite-quantile.ts';
export { hasLongTail } from './has-long-tail.ts';
export { normalQuantile } from './normal-quantile.ts';
export { countDistinctSorted, quantileSorted, sortedPresent } from './quantile.ts';
export { binAmong, quantileCuts } from './quantile-cuts.ts';
export { addMoments, addValue, noValues, type RunningMoments } from './running-moments.ts';
export { type SampleMoments, sampleMoments } from './sample-moments.ts';
export {
  chiSquareTail,
  cramerVonMisesTail,
  fisherExactTail,
  kolmogorovTail,
  normalTail,
  oneSidedKolmogorovTail,
  rankSumTail,
  smirnovTail,
  studentTail,
} from './tails/index.ts';
export { addWeighed, mergeWeighed, noWeight, type WeighedMoments } from './weighed-moments.ts';
export { wilsonInterval, wilsonLow } from './wilson.ts';
