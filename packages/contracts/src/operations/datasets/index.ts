export { datasetsAugment } from './augment.ts';
export { datasetsCheck } from './check.ts';
export { datasetsConstraints, datasetsViolations } from './constraints.ts';
export { DatasetDiff, datasetsDiff } from './diff.ts';
export { datasetsLint } from './lint.ts';
export { DatasetProfile, datasetsProfile } from './profile.ts';
export { datasetsRedact } from './redact.ts';
export { datasetsSample } from './sample.ts';
export { datasetsSelect } from './select.ts';
export { StatisticsSchema } from './statistics.ts';
export { datasetsValidate } from './validation.ts';
export {
  DatasetVersion,
  datasetsAdd,
  datasetsList,
  datasetsRemove,
  datasetsRestore,
  datasetsRetain,
  datasetsShow,
  datasetsTag,
  datasetsUntag,
} from './versions.ts';
