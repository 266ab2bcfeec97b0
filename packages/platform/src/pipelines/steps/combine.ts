import { type CostMatrix, getMetric, type Metric } from '@kaizenml/ml/metrics';
import { type Target, targetWidth } from '@kaizenml/ml/models';
import type { Candidate } from '@kaizenml/ml/search';
import type { Table } from '@kaizenml/ml/table';
import type { Trial } from '../../automl/index.ts';
import { systemClock } from '../../kit/index.ts';
import { step } from '../step.ts';
import { affordableTrials } from './combine/affordable-trials.ts';
import { chooseChampion, withCorrections } from './combine/champion.ts';
import { chooseRoles } from './combine/choose-roles.ts';
import { canBeCombined, kindsFor } from './combine/choose-team.ts';
import type { Combined } from './combine/combined.ts';
import { correctAnswers } from './combine/correct-answers.ts';
import { isBagged } from './combine/is-bagged.ts';
import { shiftedPlan } from './combine/shifted-plan.ts';
import { standTrials } from './combine/stand-trials.ts';
import { trialLibrary } from './combine/trial-library.ts';
import { bestSingle, type ModelPlan } from './model-plan.ts';
import { modelingTarget } from './modeling-table.ts';
import { fitCost } from './search/fit-cost.ts';
import { msForFits } from './search/ms-for-fits.ts';
import { nFoldsOf } from './search/search-sample.ts';
import type { Searched } from './search.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/** Members whose answers are reckoned with in the time after fits. */
const N_MEMBERS = 8;
/** How many times the time that is left a team may take: within the error of the guess. */
const TOLERANCE = 1.25;
/** What this step may take of the time, milliseconds. */
const OWN_MS = 500;

/** How models are combined. */
export interface CombineParams {
  /** Name of the metric that chooses. */
  readonly metric: string;
  readonly seed: number;
  /** What calling a class costs, by true and called class, in their order. Default: every wrong call is as bad. */
  readonly costs?: CostMatrix | undefined;
}

/**
 * Makes one model of the trials, by what they answered out of fold: which of them, how much each says, how probabilities
 * are corrected and when a class is called. No model is trained.
 *
 * Without a deadline the same trials give the same plans. With one, trials are left out whose models there is no time to train.
 */
export const combine = step<
  { table: Table; validated: Validated; split: SplitOutput; searched: Searched },
  CombineParams,
  Combined
>({
  name: 'combine',
  title: 'Combining models',
  url: import.meta.url,
  async run({ table, validated, split, searched }, params, { deadlineAt }) {
    const metric = getMetric(params.metric);
    const target = modelingTarget(table, validated);
    if (!canBeCombined(target)) return asFound({ searched, target }, metric);
    const all = trialLibrary(searched, target);
    const { fitMs, preparationMs } = fitCost(searched, split);
    const msLeft =
      deadlineAt === undefined
        ? undefined
        : msForFits(
            searched,
            all.trials.slice(0, N_MEMBERS).map(({ candidate }) => candidate),
            {
              leftMs: deadlineAt - systemClock.now() - OWN_MS - preparationMs,
              fitTimes: searched.fitTimes,
              nTrainRows: split.train.length,
              nTestRows: split.test.length,
              width: targetWidth(all.truth),
            },
          );
    const { seed, costs } = params;
    const correction = { foldOf: all.foldOf, metric, costs, classes: validated.classes, seed };
    const { sentence, ...stood } = standTrials(all, metric, seed);
    const isDefined = (id: string) => stood.standings[id] !== undefined;
    const kinds = kindsFor(validated);
    const chosenWithin = (ms: number | undefined) => {
      const trials = affordableTrials(all.trials, { msLeft: ms, fitMs });
      const found = { ...all, trials };
      return chooseChampion(searched.trials, { found, metric, seed, correction, isDefined, kinds });
    };
    // The search has kept time for the team that it saw; a choice among fewer is made where that is gone.
    const planned = chosenWithin(msLeft && Math.max(msLeft, searched.teamMs ?? 0));
    const champion =
      msLeft === undefined || msOf(planned.plan, fitMs) <= TOLERANCE * msLeft
        ? planned
        : chosenWithin(msLeft);
    const known = new Map<string, ModelPlan>();
    const planOf = ({ candidate }: Trial): ModelPlan => {
      const made = known.get(candidate.id);
      if (made) return made;
      const answers = all.answersOf.get(candidate.id);
      const corrected = correctAnswers(all.truth, answers, correction);
      const own = withCorrections({ candidates: [candidate], isBagged: false }, corrected);
      known.set(candidate.id, own);
      return own;
    };
    const plan = { ...champion.plan, isBagged: isBagged(champion.plan, split) };
    const { paretoFront, ...roles } = chooseRoles(wholeTrials(searched), metric, {
      champion: { plan, value: champion.value },
      planOf,
    });
    const reasons = { ...champion.reasons, ...(sentence !== undefined && { winner: sentence }) };
    const { plan: _, value: __, heldOutAnswers: answers, ...figures } = champion;
    return {
      ...figures,
      champion: plan,
      ...roles,
      ...stood,
      reasons,
      sentences: sentencesOf(reasons),
      paretoFront,
      findings: [],
      ...(answers && { heldOut: { rows: all.rows, answers } }),
    };
  },
});

function msOf(
  { candidates }: Pick<ModelPlan, 'candidates'>,
  fitMs: (candidate: Candidate) => number,
): number {
  return candidates.reduce((sum, candidate) => sum + fitMs(candidate), 0);
}

function wholeTrials({ trials, sample }: Searched): Trial[] {
  const nFolds = nFoldsOf(sample);
  return trials.filter(
    ({ status, scores, candidate }) =>
      status === 'finished' && !candidate.isBaseline && scores.length === nFolds,
  );
}

function asFound(
  { searched, target }: { readonly searched: Searched; readonly target: Target },
  metric: Metric,
): Combined {
  const found = trialLibrary(searched, target);
  const { plan, sentence } = shiftedPlan(bestSingle(searched.trials), found);
  const combination =
    'The best single model is taken: quantiles and ranks of several models have no mean that keeps what they promise.';
  const reasons = { combination, ...(sentence !== undefined && { calibration: sentence }) };
  return {
    champion: plan,
    ...chooseRoles(wholeTrials(searched), metric, {
      champion: { plan, value: Number.NaN },
      planOf: ({ candidate }) =>
        shiftedPlan({ candidates: [candidate], isBagged: false }, found).plan,
    }),
    approaches: [],
    standings: {},
    reasons,
    sentences: sentencesOf(reasons),
    findings: [],
  };
}

function sentencesOf({
  combination,
  calibration,
  decision,
  winner,
}: Combined['reasons']): string[] {
  return [combination, calibration, decision, winner].filter((each) => each !== undefined);
}
