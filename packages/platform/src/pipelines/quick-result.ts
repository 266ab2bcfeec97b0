import type { Estimate, Finding, Task } from '@kaizenml/contracts';
import { getEstimator } from '@kaizenml/ml/models';
import { sampleMoments } from '@kaizenml/ml/stats';
import type { QuickRow } from '../reports/index.ts';
import type { QuickLook } from './honesty/quick-look.ts';
import type { RowsOutlook } from './honesty/rows-outlook.ts';
import type { StepTiming } from './step-runner.ts';

/** What `kaizen run --quick --json` prints. */
export interface QuickResult {
  readonly run: string;
  readonly dataset: {
    readonly name: string;
    readonly version: number;
    readonly hash: string;
    readonly nRows: number;
  };
  readonly task: Task;
  readonly target: string;
  readonly primaryMetric: string;
  /** Choices that nobody made, each in one sentence. */
  readonly why: { readonly task: string; readonly metric: string; readonly classes?: string };
  /** Is it worth it? */
  readonly answer: 'yes' | 'maybe' | 'no';
  readonly sentence: string;
  readonly advice: string;
  /** Value out of fold without the luck of the best of several, 90 % interval; null where nothing could be measured. */
  readonly score: Estimate | null;
  /** The best baseline's value, and how much better the score is; positive is better. */
  readonly baseline: { readonly name: string; readonly value: number } | null;
  readonly gain: Estimate | null;
  /** Share of the way from guessing to perfect. */
  readonly shareOfTheWay: number | null;
  /** Whether twice as many rows would help; null where rows or time were too few for a curve. */
  readonly rows: RowsOutlook | null;
  /** Whether other columns would help. */
  readonly features: 'helps' | 'enough' | 'unclear';
  readonly nRowsLookedAt: number;
  readonly nTrainRows: number;
  readonly candidates: readonly QuickRow[];
  readonly findings: readonly Finding[];
  /** Always false: a quick look registers nothing. */
  readonly isRegistered: false;
  readonly timings: readonly StepTiming[];
  readonly durationMs: number;
  /** Path of the HTML report. */
  readonly report: string;
}

/** The candidates as a table, best first. Scores are means over the folds. */
export function quickRows({ trials }: Pick<QuickLook, 'trials'>): QuickRow[] {
  return trials.map(({ candidate, status, scores, fitMs }) => {
    const isFinished = status === 'finished';
    const { mean, sd } = sampleMoments(scores);
    return {
      name: candidate.id,
      title: getEstimator(candidate.estimator).title,
      isBaseline: candidate.isBaseline,
      score: isFinished ? mean : null,
      scoreSd: isFinished && Number.isFinite(sd) ? sd : null,
      fitMs,
    };
  });
}
