export { associate, MAX_PAIRED_COLUMNS } from './associations/associate.ts';
export { chiSquareCdf, chiSquareQuantile, logGamma } from './chi-square.ts';
export {
  type ColumnProfile,
  countLevels,
  profileColumn,
  type ValueCount,
} from './column-profile.ts';
export { correlation } from './correlation.ts';
export { countDuplicateRows, hashRows, isSameRow, mixHash } from './duplicate-rows.ts';
export { type Histogram, histogram } from './histogram.ts';
export { profileTable, type TableProfile } from './profile-table.ts';
export { countDistinctSorted, quantileSorted, sortedPresent } from './quantile.ts';
export { type SampleMoments, sampleMoments } from './sample-moments.ts';
export { wilsonInterval, wilsonLow } from './wilson.ts';
