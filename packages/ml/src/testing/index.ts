export { type Check, estimatorChecks } from './estimator-checks.ts';
export { throughJson } from './json-round-trip.ts';
export { transformerChecks } from './transformer-checks.ts';
