import type { ParamSpecs } from '@kaizenml/contracts';
import { getMetric } from '@kaizenml/ml/metrics';
import { getEstimator } from '@kaizenml/ml/models';
import { LEAST_TRIALS, parameterEffects } from '@kaizenml/ml/search';
import { mean, type Trial } from '../../automl/index.ts';
import type { Lesson, SearchFigures } from '../../reports/index.ts';
import type { Learned } from '../outcome.ts';

/** So many lessons, of so many of the newest trials each, take less than half a second. */
const MOST_LESSONS = 6;
const MOST_TRIALS = 100;

/** How a search went, trial by trial, and what it has learned about parameters. */
export function searchStory({
  searched,
  metric,
}: Pick<Learned, 'searched' | 'metric'>): SearchFigures {
  const byName = new Map(searched.trials.map((trial) => [trial.candidate.id, trial]));
  const inOrder = searched.order.flatMap((name) => byName.get(name) ?? []);
  const nFolds = Math.max(0, ...inOrder.map(({ scores }) => scores.length));
  return {
    trials: inOrder.map((trial) => ({
      name: trial.candidate.id,
      title: getEstimator(trial.candidate.estimator).title,
      score: trial.scores.length === 0 ? null : mean(trial.scores),
    })),
    lessons: lessonsOf(
      inOrder.filter(({ scores }) => scores.length === nFolds && nFolds > 0),
      getMetric(metric).better,
    ),
  };
}

/** One lesson per estimator that was tried often enough, the most tried first. */
function lessonsOf(trials: readonly Trial[], better: 'higher' | 'lower'): Lesson[] {
  const families = Map.groupBy(trials, ({ candidate }) => candidate.estimator);
  return [...families]
    .filter(([, own]) => own.length >= LEAST_TRIALS)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_LESSONS)
    .flatMap(([estimator, all]): Lesson[] => {
      const own = all.slice(-MOST_TRIALS);
      const tried = own.map(({ candidate, scores }) => ({
        params: candidate.params,
        score: mean(scores),
      }));
      const found = parameterEffects(estimator, tried, better);
      if (!found) return [];
      const { title, params } = getEstimator(estimator);
      const specs: ParamSpecs = params;
      return [
        {
          title,
          nTrials: found.nTrials,
          r2: found.r2,
          effects: found.effects.map(({ parameter, scale, share, curve }) => ({
            parameter,
            scale,
            share,
            curve: curve.map(({ value, score }) => ({ value: plain(value), score })),
            trials: tried.map(({ params: given, score }) => ({
              value: plain(given[parameter] ?? specs[parameter]?.default ?? ''),
              score,
            })),
          })),
        },
      ];
    });
}

function plain(value: number | string | boolean): number | string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}
