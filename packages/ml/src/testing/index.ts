export { banditChecks } from './bandit-checks.ts';
export { type DetectorValues, detectorChecks } from './detector-checks.ts';
export { driftChecks } from './drift-checks.ts';
export { type Check, estimatorChecks } from './estimator-checks.ts';
export { type GuardValues, guardChecks } from './guard-checks.ts';
export { throughJson } from './json-round-trip.ts';
export { metricChecks } from './metric-checks.ts';
export { transformerChecks } from './transformer-checks.ts';
