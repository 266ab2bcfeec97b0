import {
  type Combination,
  type CombinationChoice,
  chooseCombination,
  outcomeOf,
  takeAnswers,
} from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import type { Metric } from '@kaizenml/ml/metrics';
import type { Target } from '@kaizenml/ml/models';
import { takeTargetRows } from '@kaizenml/ml/search';
import type { Trial } from '../../../automl/index.ts';
import type { Validated } from '../validate.ts';
import { libraryOf, type TrialLibrary } from './trial-library.ts';

/** What a team is chosen from. */
export interface TeamSetting {
  readonly found: TrialLibrary;
  readonly metric: Metric;
  readonly seed: number;
  /** Whether the metric has a value for all that a candidate has answered. Default: it has. */
  readonly isDefined?: (id: string) => boolean;
  /** Kinds of combinations that the task allows; undefined: all. */
  readonly kinds: readonly Combination['kind'][] | undefined;
}

/** How trials are combined. */
export interface ChosenTeam {
  readonly choice: CombinationChoice;
  /** Members, in the order of the combination. */
  readonly members: readonly Trial[];
}

/** Quantiles and ranks are not averaged: the best single trial answers them. */
export function canBeCombined(target: Target): boolean {
  return target.kind === 'classification' || !(target.quantiles || target.groups);
}

/** A linear model of models may answer counts below 0. */
export function kindsFor({ aim }: Pick<Validated, 'aim'>): TeamSetting['kinds'] {
  return aim === 'counts' ? ['single', 'ensemble', 'mixture'] : undefined;
}

/** How trials become one model; undefined where too little is known to judge a combination. */
export function chooseTeam({
  found,
  metric,
  seed,
  isDefined = () => true,
  kinds,
}: TeamSetting): ChosenTeam | undefined {
  const answered = found.trials.filter(
    ({ candidate }) => !candidate.isBaseline && isDefined(candidate.id),
  );
  const [first] = answered;
  if (answered.length < 2 || first === undefined || !canBeJudged(first, { found, metric }))
    return undefined;
  const choice = chooseCombination(libraryOf(found, answered), metric, {
    random: seededRandom(seed),
    ...(kinds && { kinds }),
  });
  const trialOf = new Map(answered.map((trial) => [trial.candidate.id, trial]));
  const members = choice.combination.members.flatMap((id) => trialOf.get(id) ?? []);
  return { choice, members };
}

/** Whether the rows outside each fold define the metric: then something can be learned from them for the fold. */
function canBeJudged(
  { candidate }: Trial,
  { found, metric }: Pick<TeamSetting, 'found' | 'metric'>,
): boolean {
  const { truth, foldOf, answersOf } = found;
  const answers = answersOf.get(candidate.id) ?? new Float64Array();
  const width = answers.length / foldOf.length;
  const folds = [...new Set(foldOf)];
  return (
    folds.length > 1 &&
    folds.every((fold) => {
      const others = Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] !== fold);
      const outcome = outcomeOf(takeTargetRows(truth, others), takeAnswers(answers, others, width));
      return !Number.isNaN(metric.compute(outcome));
    })
  );
}
