export { associate, MAX_PAIRED_COLUMNS } from './associations/associate.ts';
export { chiSquareCdf, chiSquareQuantile, logGamma } from './chi-square.ts';
export { correlation } from './correlation.ts';
export { countLevels } from './count-levels.ts';
export { countDuplicateRows, hashRows, isSameRow, mixHash } from './duplicate-rows.ts';
export { countDistinctSorted, quantileSorted, sortedPresent } from './quantile.ts';
export { binAmong, quantileCuts } from './quantile-cuts.ts';
export { type SampleMoments, sampleMoments } from './sample-moments.ts';
export { wilsonInterval, wilsonLow } from './wilson.ts';
