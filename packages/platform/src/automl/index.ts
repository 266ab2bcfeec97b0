export { mean, rankTrials, type SearchLimits, searchCandidates, type Trial } from './search.ts';
