export { benjaminiHochberg } from './benjamini-hochberg.ts';
export { benjaminiYekutieli } from './benjamini-yekutieli.ts';
export { inflationOf } from './inflation.ts';
export { emptyLord, type LordState, type LordStep, stepLord } from './lord.ts';
