export { groupOffsets } from './group-offsets.ts';
export { isGrade, largestGroup, ndcg, type RankingOutcome } from './ndcg.ts';
export { gradeGain, idealGain, MAX_GRADE, placeDiscounts } from './rank-gain.ts';
