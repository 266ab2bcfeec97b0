export { createCounters, type ServingCounters } from './counters.ts';
export { createGateway, type Gateway, type Served, type ServeRequest } from './gateway.ts';
export { createInference } from './inference.ts';
export { createTargets, type Targets } from './targets.ts';
