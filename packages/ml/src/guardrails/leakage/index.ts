export { findCrossing } from './find-crossing.ts';
export { findFormula } from './find-formula.ts';
export { findLaterDates } from './find-later-dates.ts';
export { findLookup } from './find-lookup.ts';
export { findOneSided } from './find-one-sided.ts';
export { findOwnTarget } from './find-own-target.ts';
export { findShiftedCopies } from './find-shifted-copies.ts';
