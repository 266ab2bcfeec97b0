export { downstreamOf } from './downstream.ts';
export { graphAround } from './graph.ts';
export { exportLineage } from './open-lineage/export-events.ts';
export { originOfRequest } from './origin.ts';
