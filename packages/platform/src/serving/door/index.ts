export { doorOf } from './door-of.ts';
export { type DoorReport, doorHeaders, doorParameters } from './door-report.ts';
