import {
  type Contender,
  interpretableModel,
  paretoFront,
  type RoleChoice,
  smallModel,
} from '@kaizenml/ml/combine';
import { type Metric, signOf } from '@kaizenml/ml/metrics';
import { mean, type Trial } from '../../../automl/index.ts';
import type { ModelPlan, RolePlan } from '../model-plan.ts';
import { microsOf } from './trial-library.ts';

/** The champion as a leaderboard weighs it. */
export interface ChampionFigures {
  readonly plan: ModelPlan;
  /** Mean of the metric over folds, on rows that had no part in its choices; NaN where it is not known. */
  readonly value: number;
}

/** What a role needs of a candidate besides being chosen. */
export type PlanOf = (trial: Trial) => ModelPlan;

export interface Roles {
  readonly small?: RolePlan;
  readonly interpretable?: RolePlan;
  readonly paretoFront: readonly string[];
}

/** A name that no candidate has. */
const TEAM = 'the champion';

/**
 * The small and the interpretable model, and the front of quality, speed and size.
 *
 * @param trials Those with every fold, without baselines; without any that the metric has a value for there are no roles.
 */
export function chooseRoles(
  trials: readonly Trial[],
  metric: Metric,
  { champion, planOf }: { readonly champion: ChampionFigures; readonly planOf: PlanOf },
): Roles {
  const trialOf = new Map(trials.map((trial) => [trial.candidate.id, trial]));
  const singles = trials.map(contenderOf).filter(({ value }) => !Number.isNaN(value));
  if (singles.length === 0) return { paretoFront: [] };
  const rivals =
    champion.plan.candidates.length > 1 ? [teamOf(champion, trialOf), ...singles] : singles;
  const rolePlan = (choice: RoleChoice | undefined): RolePlan | undefined => {
    const trial = choice && trialOf.get(choice.id);
    if (choice === undefined || trial === undefined) return undefined;
    const { isWithinLimits, sentence } = choice;
    return { plan: planOf(trial), isWithinLimits, sentence };
  };
  const small = rolePlan(smallest(rivals, singles, metric));
  const interpretable = rolePlan(interpretableModel(rivals, metric));
  return {
    ...(small && { small }),
    ...(interpretable && { interpretable }),
    paretoFront: paretoFront(singles, metric).map(({ id }) => id),
  };
}

/** How many times as fast as the champion a small model is. */
const MIN_SPEEDUP = 10;

/** Near the champion and fast; where nothing else is near, the best of those that are fast, and not within the limits. */
function smallest(
  rivals: readonly Contender[],
  singles: readonly Contender[],
  metric: Metric,
): RoleChoice | undefined {
  const chosen = smallModel(rivals, metric, { minSpeedup: MIN_SPEEDUP });
  const team = rivals.find(({ id }) => id === TEAM);
  if (chosen?.id !== TEAM || team === undefined) return chosen;
  const fast = singles.filter(
    ({ microsPerRow }) => MIN_SPEEDUP * microsPerRow <= team.microsPerRow,
  );
  const sign = signOf(metric);
  const best = (fast.length > 0 ? fast : singles).reduce((one, each) =>
    sign * each.value > sign * one.value ? each : one,
  );
  const speedup = (team.microsPerRow / best.microsPerRow).toPrecision(2);
  const price = Math.abs(team.value - best.value).toPrecision(2);
  const which =
    fast.length > 0 ? `Of models that are ${MIN_SPEEDUP} times as fast` : 'Of single models';
  return {
    id: best.id,
    isWithinLimits: false,
    sentence: `No single model is within 1 % of the champion. ${which}, ${best.id} is the best: about ${speedup} times as fast, it gives up ${price} of ${metric.title}.`,
  };
}

function contenderOf(trial: Trial): Contender {
  const { candidate, scores, sizeBytes = 0, nParts } = trial;
  return {
    id: candidate.id,
    value: mean(scores),
    microsPerRow: microsOf(trial),
    sizeBytes,
    ...(nParts !== undefined && { nParts }),
  };
}

/** A team answers as slowly as its members together. */
function teamOf({ plan, value }: ChampionFigures, trialOf: ReadonlyMap<string, Trial>): Contender {
  const members = plan.candidates.flatMap(({ id }) => trialOf.get(id) ?? []);
  return {
    id: TEAM,
    value,
    microsPerRow: members.reduce((sum, trial) => sum + microsOf(trial), 0),
    sizeBytes: members.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0),
  };
}
