export { openFitTeam } from './fit-team.ts';
export { mean, rankTrials, type SearchLimits, searchCandidates, type Trial } from './search.ts';
