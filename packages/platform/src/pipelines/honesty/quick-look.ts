import type { Finding } from '@kaizenml/contracts';
import type { Trial } from '../../automl/index.ts';
import type { HonestGain } from './honest-gain.ts';
import type { RowsOutlook } from './rows-outlook.ts';
import type { ShuffledCheck } from './shuffled-check.ts';
import type { Worth } from './worth-of.ts';

/** What a quick look saw. */
export interface QuickLook {
  /** Name of the metric that candidates were compared by: the one that was asked for, where folds define it. */
  readonly metric: string;
  /** Rows that were looked at, and all that there are to learn from. */
  readonly nRows: number;
  readonly nTrainRows: number;
  /** Finished ones first, best first. */
  readonly trials: readonly Trial[];
  readonly gain?: HonestGain;
  /** Only where the gain is in doubt. */
  readonly shuffled?: ShuffledCheck;
  /** Absent where rows or time were too few. */
  readonly rows?: RowsOutlook;
  readonly worth: Worth;
  readonly findings: readonly Finding[];
  readonly isComplete: boolean;
}
