import type { Estimate } from '@kaizenml/contracts';
import type { Leaderboard, LeaderboardRow, LeaderboardTimes } from '@kaizenml/contracts/operations';
import { getMetric, signOf } from '@kaizenml/ml/metrics';
import type { Candidate } from '@kaizenml/ml/search';
import type { Trial } from '../../automl/index.ts';
import type { Learned } from '../outcome.ts';
import type { ModelPlan } from '../steps/model-plan.ts';
import { candidateTitle } from './candidate-title.ts';
import { foldEstimate } from './fold-estimate.ts';
import { planWords } from './team-title.ts';
import { whyItWon } from './why-it-won.ts';

/** What a leaderboard is made of. */
export type BoardFacts = Pick<
  Learned,
  'searched' | 'fitted' | 'plans' | 'evaluated' | 'metric' | 'validated' | 'split'
>;

/** A leaderboard, and apart from it what the clock said, which no two runs share. */
export interface BoardAndTimes {
  readonly board: Leaderboard;
  readonly times: LeaderboardTimes;
}

/** Every model that a run compared: the champion first, then the others by validation score, then what did not finish. */
export function leaderboardOf(facts: BoardFacts): BoardAndTimes {
  const { validated, metric, evaluated } = facts;
  const { name, title, better, unit } = getMetric(metric);
  const rows = ranked([...teamRows(facts), ...facts.searched.trials.map(rowOf(facts))], facts);
  return {
    board: {
      task: validated.task,
      target: validated.target,
      metric: { name, title, better, unit },
      nTestRows: evaluated.nTestRows,
      rows: rows.map(({ row }, i) => ({ ...row, rank: i + 1 })),
      sentences: whyItWon(
        facts,
        rows.map(({ row }) => row),
      ),
    },
    times: Object.fromEntries(
      rows.map(({ row, fitMs, microsPerRow }) => [
        row.name,
        // Microseconds for one row are milliseconds for a thousand.
        { fitMs, predictMsPer1000Rows: microsPerRow },
      ]),
    ),
  };
}

interface Timed {
  readonly row: LeaderboardRow;
  readonly fitMs: number | null;
  readonly microsPerRow: number | null;
  /** Folds that were finished; those of a team are its members'. */
  readonly nFolds: number;
}

/** The champion where it is not one of the trials: several models, or one that is a mean over the folds. */
function teamRows(facts: BoardFacts): Timed[] {
  const { plan } = facts.fitted;
  if (isTrial(plan)) return [];
  const members = plan.candidates.flatMap(({ id }) => trialOf(facts, id) ?? []);
  const nFits = plan.isBagged ? facts.split.folds.length : 1;
  const { estimator, title } = planWords(plan);
  const isTeam = plan.combination !== undefined && plan.candidates.length > 1;
  const validation = teamValidation(facts, members);
  const row: LeaderboardRow = {
    rank: 1,
    name: isTeam ? estimator : `${members[0]?.candidate.id ?? estimator}-bagged`,
    title: isTeam ? title : `${title}, mean of ${nFits} fits`,
    estimator,
    params: isTeam ? {} : { ...plan.candidates[0]?.params },
    level: isTeam ? 2 : 1,
    roles: ['champion'],
    score: validation?.value ?? null,
    validation,
    test: facts.evaluated.metrics[facts.metric] ?? null,
    isBestAlike: true,
    sizeBytes: times(
      nFits,
      sumOf(members, ({ sizeBytes }) => sizeBytes && Math.round(sizeBytes)),
    ),
    status: 'finished',
  };
  return [
    {
      row,
      fitMs: times(
        nFits,
        sumOf(members, ({ fitMs }) => fitMs),
      ),
      microsPerRow: times(
        nFits,
        sumOf(members, ({ predictMicrosPerRow }) => predictMicrosPerRow),
      ),
      nFolds: Math.max(0, ...members.map(({ scores }) => scores.length)),
    },
  ];
}

/** What folds that had no part in the choice say of the champion; of a single model what they say of it. */
function teamValidation(
  { fitted: { plan }, plans, metric }: BoardFacts,
  members: readonly Trial[],
): Estimate | null {
  if (plans.validation && isSame(plan, plans.champion)) return plans.validation;
  const kind = plan.combination?.kind ?? 'single';
  const judged = plans.approaches?.find((approach) => approach.kind === kind);
  if (judged?.value) return judged.value;
  const [only] = members;
  return only && members.length === 1 ? foldEstimate(only.scores, getMetric(metric).bounds) : null;
}

const rowOf =
  (facts: BoardFacts) =>
  (trial: Trial): Timed => {
    const { candidate, status, scores, error } = trial;
    const isFinished = status === 'finished' && scores.length > 0;
    const estimate = isFinished ? foldEstimate(scores, getMetric(facts.metric).bounds) : null;
    const standing = facts.plans.standings?.[candidate.id];
    return {
      row: {
        rank: 0,
        name: candidate.id,
        title: candidateTitle(candidate),
        estimator: candidate.estimator,
        params: { ...candidate.params },
        level: 1,
        roles: rolesOf(facts, candidate),
        score: estimate?.value ?? null,
        validation: standing?.value ?? estimate,
        test: testOf(facts, candidate),
        isBestAlike: standing?.isIndistinguishable ?? null,
        sizeBytes: trial.sizeBytes === undefined ? null : Math.round(trial.sizeBytes),
        status,
        ...(error === undefined ? {} : { error }),
      },
      fitMs: trial.fitMs,
      microsPerRow: trial.predictMicrosPerRow,
      nFolds: scores.length,
    };
  };

function rolesOf(
  { fitted, plans }: BoardFacts,
  { id, isBaseline }: Candidate,
): LeaderboardRow['roles'] {
  const has = (plan: ModelPlan | undefined) =>
    plan !== undefined && isTrial(plan) && plan.candidates[0]?.id === id;
  return [
    ...(has(fitted.plan) ? (['champion'] as const) : []),
    ...(has(plans.small?.plan) ? (['small'] as const) : []),
    ...(has(plans.interpretable?.plan) ? (['interpretable'] as const) : []),
    ...(isBaseline ? (['baseline'] as const) : []),
  ];
}

function testOf(facts: BoardFacts, candidate: Candidate): Estimate | null {
  const { evaluated, metric } = facts;
  const roles = rolesOf(facts, candidate);
  const figures = roles.includes('champion')
    ? evaluated.metrics
    : roles.includes('small')
      ? evaluated.roles.small?.metrics
      : roles.includes('interpretable')
        ? evaluated.roles.interpretable?.metrics
        : roles.includes('baseline')
          ? evaluated.baselines.find(({ name }) => name === candidate.estimator)?.metrics
          : undefined;
  return figures?.[metric] ?? null;
}

/** Whether a plan is a trial as it was tried: one candidate, fitted once. */
function isTrial({ candidates, isBagged }: ModelPlan): boolean {
  return candidates.length === 1 && !isBagged;
}

/** Whether all that was planned was also fitted. */
function isSame(done: ModelPlan, planned: ModelPlan): boolean {
  return (
    done.isBagged === planned.isBagged &&
    done.candidates.length === planned.candidates.length &&
    done.candidates.every(({ id }, i) => id === planned.candidates[i]?.id)
  );
}

function trialOf({ searched }: BoardFacts, id: string): Trial | undefined {
  return searched.trials.find(({ candidate }) => candidate.id === id);
}

function ranked(rows: readonly Timed[], { metric }: BoardFacts): Timed[] {
  const sign = -signOf(getMetric(metric));
  const most = Math.max(0, ...rows.map(({ nFolds }) => nFolds));
  const groupOf = ({ row, nFolds }: Timed): number => {
    if (row.roles.includes('champion')) return 0;
    if (row.validation === null) return 3;
    return nFolds === most ? 1 : 2;
  };
  return rows.toSorted(
    (a, b) =>
      groupOf(a) - groupOf(b) ||
      sign * ((a.row.validation?.value ?? 0) - (b.row.validation?.value ?? 0)),
  );
}

/** The sum over the members of a team; null where it is unknown of one. */
function sumOf(
  members: readonly Trial[],
  figure: (trial: Trial) => number | null | undefined,
): number | null {
  let sum = 0;
  for (const member of members) {
    const value = figure(member);
    if (value === null || value === undefined) return null;
    sum += value;
  }
  return sum;
}

function times(n: number, value: number | null): number | null {
  return value === null ? null : n * value;
}
