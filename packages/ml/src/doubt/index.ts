export {
  type AnswerInterval,
  fitAnswerIntervals,
  intervalAround,
} from './intervals/answer-intervals.ts';
export { classSet, fitClassSets } from './intervals/class-sets.ts';
export { LEVELS } from './intervals/levels.ts';
export { fitNovelty, MOST_ALARMS } from './novelty/fit-novelty.ts';
export { type Novelty, type NoveltyScorer, noveltyScorer } from './novelty/novelty-scorer.ts';
export { findWeakSegments, isInSegment } from './weakness/weak-segments.ts';
