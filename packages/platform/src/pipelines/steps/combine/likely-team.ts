import { sketchTeam } from '@kaizenml/ml/combine';
import type { Metric } from '@kaizenml/ml/metrics';
import type { Target } from '@kaizenml/ml/models';
import type { Trial } from '../../../automl/index.ts';
import { libraryOf, type TrialLibrary } from './trial-library.ts';

/** Quantiles and ranks are not averaged: the best single trial answers them. */
export function canBeCombined(target: Target): boolean {
  return target.kind === 'classification' || !(target.quantiles || target.groups);
}

/**
 * The trials that will most probably be combined: the best one, and those of a quick look, the greatest weight first. What later
 * steps expect their time by; the choice itself is made of all that there is time for.
 */
export function likelyTeam(found: TrialLibrary, metric: Metric): Trial[] {
  const trials = found.trials.filter(({ candidate }) => !candidate.isBaseline);
  if (trials.length < 2 || !canBeCombined(found.truth)) return trials.slice(0, 1);
  const names = sketchTeam(libraryOf(found, trials), metric);
  const chosen = names.flatMap(
    (name) => trials.find(({ candidate }) => candidate.id === name) ?? [],
  );
  return [...new Set([...trials.slice(0, 1), ...chosen])];
}
