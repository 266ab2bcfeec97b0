export type { BesideGuessing, Candidate, TestedRows } from './candidate.ts';
export { checkStanding } from './champion.ts';
export { checkGates } from './check-gates.ts';
