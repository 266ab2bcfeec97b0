export { doorOf } from './door-of.ts';
export { type DoorReport, doorHeaders, doorParameters } from './door-report.ts';
export { ATTRIBUTES_HEADER, doubtFields, flagAttributes, flagParameters } from './doubt-report.ts';
export { type DoubtsAsked, doubtsOf, type RowDoubts, type RowTrust } from './doubts-of.ts';
