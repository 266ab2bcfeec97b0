export { absTextContentDriftTest } from './abs-text-content-drift.ts';
export { percTextContentDriftTest } from './perc-text-content-drift.ts';
