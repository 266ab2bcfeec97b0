export type { LookupTables } from './dataset-lookup.ts';
export { keyText } from './key-text.ts';
export type { Lookup, LookupPlan, LookupValues } from './lookup-plan.ts';
export { type LookupParts, openLookup } from './open-lookup.ts';
