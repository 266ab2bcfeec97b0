export { type ContaminationOptions, checkContamination } from './check-contamination.ts';
export { findSharedGroups } from './find-shared-groups.ts';
