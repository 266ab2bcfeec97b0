export { diverseFirst } from './diverse-first.ts';
export { openFitTeam } from './fit-team.ts';
export type { SavedTrial } from './saved-trials.ts';
export {
  type CandidateSource,
  type SearchLimits,
  type SearchOutcome,
  searchCandidates,
} from './search.ts';
export type { Speed } from './speed.ts';
export { mean, rankTrials, type Trial } from './trial.ts';
export type { TrialData } from './trial-messages.ts';
