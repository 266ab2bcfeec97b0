import type { Estimate } from '@kaizenml/contracts';
import {
  type Combination,
  type CombinationChoice,
  combineAnswers,
  drawValues,
  outcomeOf,
  takeAnswers,
} from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import { signOf } from '@kaizenml/ml/metrics';
import { takeTargetRows } from '@kaizenml/ml/search';
import { quantileSorted } from '@kaizenml/ml/stats';
import type { Trial } from '../../../automl/index.ts';
import type { ApproachFigures } from '../../board/compared.ts';
import { bestSingle, type ModelPlan } from '../model-plan.ts';
import { type ChosenTeam, chooseTeam, type TeamSetting } from './choose-team.ts';
import type { Combined } from './combined.ts';
import { type CorrectionOptions, type Corrections, correctAnswers } from './correct-answers.ts';

/** The champion before it is fitted, and what is known of it. */
export interface Champion
  extends Pick<
    Combined,
    'approaches' | 'validation' | 'optimism' | 'calibrationError' | 'decision'
  > {
  readonly plan: Omit<ModelPlan, 'isBagged'>;
  readonly reasons: Omit<Combined['reasons'], 'winner'>;
  /** Mean of the metric over folds; NaN where it is not known. */
  readonly value: number;
  /** What it answered to rows that folds held out, corrected; absent where that is not known. */
  readonly heldOutAnswers?: Float64Array;
}

/** What a champion is chosen from. */
export interface Choosing extends TeamSetting {
  readonly correction: CorrectionOptions;
}

/** The best single trial, or a combination of several, corrected by what it answered out of fold. */
export function chooseChampion(trials: readonly Trial[], choosing: Choosing): Champion {
  const team = chooseTeam(choosing);
  return team === undefined ? alone(trials, choosing) : asChampion(team, { ...choosing, trials });
}

const ALONE =
  'The best single model is taken: fewer than two models have answered every held-out row, or too few rows were held out, so that no combination could be judged.';

/** The best trial by its folds, corrected by its own answers where they are known. */
function alone(trials: readonly Trial[], { found, correction }: Choosing): Champion {
  const plan = planOf(bestSingle(trials).candidates);
  const [candidate] = plan.candidates;
  const answers = found.answersOf.get(candidate?.id ?? '');
  const corrected = correctAnswers(found.truth, answers, correction);
  return {
    plan: withCorrections(plan, corrected),
    approaches: [],
    value: Number.NaN,
    ...(corrected.answers.length > 0 && { heldOutAnswers: corrected.answers }),
    reasons: { combination: ALONE, ...corrected.sentences },
    ...figuresOf(corrected),
  };
}

function asChampion(
  { choice, members }: ChosenTeam,
  { trials, ...choosing }: Choosing & { readonly trials: readonly Trial[] },
): Champion {
  const { found, metric, correction } = choosing;
  const { combination } = choice;
  const isAlone = combination.members.length === 1;
  // The best by its folds, as the leaderboard has it.
  const [best] = bestSingle(trials).candidates;
  const own = isAlone && best ? found.answersOf.get(best.id) : undefined;
  const corrected = correctAnswers(found.truth, own ?? choice.answers, correction);
  const judged = own ? correctAnswers(found.truth, choice.answers, correction) : corrected;
  const validation = judged.value ?? measured(judged.answers, choosing);
  const seen =
    own ??
    combineAnswers(
      combination,
      combination.members.map((id) => found.answersOf.get(id) ?? new Float64Array()),
    );
  const asSeen = metric.compute(outcomeOf(found.truth, seen));
  const asJudged = metric.compute(outcomeOf(found.truth, choice.answers));
  const plan = isAlone
    ? planOf(best ? [best] : [])
    : planOf(
        members.map(({ candidate }) => candidate),
        combination,
      );
  return {
    plan: withCorrections(plan, corrected),
    approaches: choice.approaches.map(figuresOfApproach),
    ...(validation && { validation }),
    optimism: signOf(metric) * (asSeen - asJudged) + 0,
    value: meanOverFolds(choice.answers, choosing),
    heldOutAnswers: corrected.answers,
    reasons: { combination: choice.sentence, ...corrected.sentences },
    ...figuresOf(corrected),
  };
}

function planOf(candidates: ModelPlan['candidates'], combination?: Combination): Champion['plan'] {
  return { candidates, ...(combination && { combination }) };
}

/** A plan with what corrects its answers. */
export function withCorrections<Plan extends object>(
  plan: Plan,
  corrected: Pick<Corrections, 'calibration' | 'decision'>,
): Plan & Pick<ModelPlan, 'calibration' | 'decision'> {
  const { calibration, decision } = corrected;
  return { ...plan, ...(calibration && { calibration }), ...(decision && { decision }) };
}

function figuresOf(corrected: Corrections): Pick<Champion, 'calibrationError' | 'decision'> {
  const { calibrationError, decisionFigures } = corrected;
  return {
    ...(calibrationError && { calibrationError }),
    ...(decisionFigures && { decision: decisionFigures }),
  };
}

function figuresOfApproach({
  kind,
  title,
  estimate,
  gain,
}: CombinationChoice['approaches'][number]): ApproachFigures {
  return { kind, title, ...(estimate && { value: estimate }), ...(gain && { gain }) };
}

const N_RESAMPLES = 200;

/** The metric of answers, with its 95 % interval. */
function measured(answers: Float64Array, { found, metric, seed }: Choosing): Estimate | undefined {
  const { truth, foldOf } = found;
  const members = [{ id: 'the champion', answers, microsPerRow: 0 }];
  const random = seededRandom(seed);
  const { values, drawn } = drawValues({ truth, foldOf, members }, metric, {
    random,
    nResamples: N_RESAMPLES,
    parts: 1,
  });
  const [value = Number.NaN] = values;
  if (Number.isNaN(value)) return undefined;
  const sorted = Float64Array.from(drawn, ([each = Number.NaN]) => each).sort();
  return sorted.length >= N_RESAMPLES / 2 && sorted[0] !== sorted[sorted.length - 1]
    ? { value, low: quantileSorted(sorted, 0.025), high: quantileSorted(sorted, 0.975) }
    : { value, low: null, high: null };
}

function meanOverFolds(answers: Float64Array, { found, metric }: Choosing): number {
  const { truth, foldOf } = found;
  const width = answers.length / foldOf.length;
  const folds = [...new Set(foldOf)];
  const values = folds.map((fold) => {
    const rows = Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] === fold);
    return metric.compute(
      outcomeOf(takeTargetRows(truth, rows), takeAnswers(answers, rows, width)),
    );
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
