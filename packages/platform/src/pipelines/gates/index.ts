export type { BesideGuessing, Candidate, TestedRows } from './candidate.ts';
export { checkGates } from './check-gates.ts';
