import type { Finding } from '@kaizenml/contracts';
import type { LearningCurve, LearningPoint } from '@kaizenml/ml/combine';
import type { HonestGain } from './honest-gain.ts';
import type { ByHeart } from './learn-by-heart.ts';
import type { ShuffledCheck } from './shuffled-check.ts';

/** Whether the search can be believed, and whether there is anything to learn. Absent parts: the time was over, or they say nothing. */
export interface LearningChecks {
  /** Name of the metric of all its figures: the one that was asked for, where folds define it. */
  readonly metric: string;
  readonly gain?: HonestGain;
  readonly byHeart?: ByHeart;
  readonly shuffled?: ShuffledCheck;
  /** Only where the gain is in doubt: how the score grows with rows. */
  readonly curve?: LearningCurve & { readonly points: readonly LearningPoint[] };
  readonly findings: readonly Finding[];
  /** False when the clock cut a check. */
  readonly isComplete: boolean;
}
