export { datasetsCheck } from './check.ts';
export { datasetsLint } from './lint.ts';
export { datasetsRedact } from './redact.ts';
export { DatasetProfile, datasetsProfile } from './profile.ts';
export { StatisticsSchema } from './statistics.ts';
export { DatasetVersion, datasetsAdd, datasetsList, datasetsShow } from './versions.ts';
