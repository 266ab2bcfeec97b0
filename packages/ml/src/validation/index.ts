export { type AnomalyParts, makeAnomaly } from './make-anomaly.ts';
export { makePatch, type PatchParts } from './make-patch.ts';
export { offerPatches } from './offer-patches.ts';
export { type ValidationOptions, validateStatistics } from './validate-statistics.ts';
