import { getMetric } from '@kaizenml/ml/metrics';
import type { Clock } from '../kit/index.ts';
import type { Progress } from '../progress.ts';
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
    deadlineAt,
    clock,
    of,
  }: {
    readonly progress: Progress;
    readonly deadlineAt: number | undefined;
    readonly clock: Clock;
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
        ...(deadlineAt === undefined ? {} : { msLeft: Math.max(0, deadlineAt - clock.now()) }),
      });
    },
  };
}
