export { downstreamOf } from './downstream.ts';
export { exportLineage } from './open-lineage/export-events.ts';
export { originOfRequest } from './origin.ts';
