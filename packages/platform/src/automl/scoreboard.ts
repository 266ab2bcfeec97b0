import { getMetric } from '@kaizenml/ml/metrics';
import { getEstimator } from '@kaizenml/ml/models';
import type { Progress, TrialDetails } from '../progress.ts';
import { mean, type Trial } from './trial.ts';

/** Tells how a search goes on. */
export interface Scoreboard {
  /** Candidates shown since the best one. */
  readonly nIdle: () => number;
  readonly show: (trial: Trial) => void;
}

/** Opens a scoreboard. @param of Candidates in all, where that is known. */
export function openScoreboard(
  metric: string,
  {
    progress,
    leftMs,
    of,
  }: {
    readonly progress: Progress;
    /** Milliseconds until the search ends; Infinity where no clock ends it. */
    readonly leftMs: () => number;
    readonly of: number | undefined;
  },
): Scoreboard {
  const higher = getMetric(metric).better === 'higher';
  let [n, nIdle] = [0, 0];
  let best: number | undefined;
  return {
    nIdle: () => nIdle,
    show(trial: Trial): void {
      n++;
      nIdle++;
      const score = trial.status === 'finished' ? mean(trial.scores) : undefined;
      if (score !== undefined && (best === undefined || (higher ? score > best : score < best))) {
        best = score;
        nIdle = 0;
      }
      progress.trial({
        n,
        name: trial.candidate.id,
        ...(of === undefined ? {} : { of }),
        ...(score === undefined ? {} : { score }),
        ...(best === undefined ? {} : { best }),
        ...(leftMs() === Number.POSITIVE_INFINITY ? {} : { msLeft: leftMs() }),
        trial: detailsOf(trial, metric),
      });
    },
  };
}

function detailsOf(
  { candidate, status, scores, fitMs, error }: Trial,
  metric: string,
): TrialDetails {
  const score = mean(scores);
  return {
    title: getEstimator(candidate.estimator).title,
    status,
    isBaseline: candidate.isBaseline,
    metric,
    nFolds: scores.length,
    fitMs,
    ...(status === 'finished'
      ? { scoreSd: Math.sqrt(mean(scores.map((each) => (each - score) ** 2))) }
      : {}),
    ...(error === undefined ? {} : { error }),
  };
}
