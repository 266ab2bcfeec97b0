export { doorOf } from './door-of.ts';
export { type DoorReport, doorHeaders, doorParameters } from './door-report.ts';
export { type DoubtsAsked, doubtsOf, type RowDoubts } from './doubts-of.ts';
