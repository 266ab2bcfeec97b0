export { assertWatched, getDatasetMonitor } from './assert-watched.ts';
export { openCursor } from './cursor.ts';
export { datasetColumns } from './dataset-columns.ts';
export { judgedBy } from './settings.ts';
export { datasetOf, subjectOf, watchedOf } from './subject.ts';
export { unwatchMonitor } from './unwatch.ts';
export { watchMonitor } from './watch.ts';
export { type WatchDatasetDeps, watchDataset } from './watch-dataset.ts';
