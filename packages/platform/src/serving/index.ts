export { createServingCounters, type ServingCounters } from './counters.ts';
export { type ExplainRow, explainRows } from './explain-rows.ts';
export { createGateway, type Gateway } from './gateway.ts';
export { createInference } from './inference.ts';
export type { Served, ServeRequest } from './served.ts';
export { createTargets, type Targets } from './targets.ts';
export { traceGateway, traceParts } from './traced-gateway.ts';
export { warmChampions } from './warm-champions.ts';
export { withTraffic } from './with-traffic.ts';
