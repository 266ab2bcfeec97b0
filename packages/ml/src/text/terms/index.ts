export { learnTerms, type TermLimits, type Terms } from './learn-terms.ts';
export { packTerms, unpackTerms } from './term-list.ts';
export { chiSquared, fStatistic, type TermSums } from './term-scores.ts';
export { inverseFrequencies, weighCounts } from './weigh-terms.ts';
