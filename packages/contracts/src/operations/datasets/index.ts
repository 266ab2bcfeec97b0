export { datasetsLint } from './lint.ts';
export { ColumnProfile, DatasetProfile, datasetsProfile } from './profile.ts';
export { DatasetVersion, datasetsAdd, datasetsList, datasetsShow } from './versions.ts';
