import { type Finding, resolveParams, type Signature } from '@kaizenml/contracts';
import { type FittedMember, type FittedModel, inferInputs } from '@kaizenml/ml/artifact';
import { type Features, seededRandom, takeFeatureRows } from '@kaizenml/ml/math';
import { fitRows, getEstimator, type Target, targetWidth } from '@kaizenml/ml/models';
import {
  type LearnedRows,
  learnRows,
  type Recipe,
  type TransformGraph,
} from '@kaizenml/ml/preprocess';
import { type Candidate, recipeOf, takeTargetRows } from '@kaizenml/ml/search';
import type { Split } from '@kaizenml/ml/selection';
import type { Table } from '@kaizenml/ml/table';
import type { Team } from '@kaizenml/ml/trees';
import { openFitTeam } from '../../automl/index.ts';
import { systemClock } from '../../kit/index.ts';
import { step } from '../step.ts';
import { affordablePlan } from './affordable-plan.ts';
import type { ModelPlan, ModelPlans } from './model-plan.ts';
import { modelingTable } from './modeling-table.ts';
import { fitMsOf } from './search/fit-ms-of.ts';
import { msForFits } from './search/ms-for-fits.ts';
import type { Searched } from './search.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/** A model, what stands beside it, and the baselines that it is compared with. */
export interface FittedModels {
  readonly champion: FittedModel;
  /** Near the champion, and much faster. */
  readonly small?: FittedModel;
  /** Short enough to be read. */
  readonly interpretable?: FittedModel;
  readonly baselines: readonly FittedModel[];
}

/** Models that learned from the whole training part. */
export interface Fitted extends FittedModels {
  /** What became the champion: the plan, or as much of it as there was time for. */
  readonly plan: ModelPlan;
  readonly findings: readonly Finding[];
}

/** Fits what was planned, and the baselines, on the whole training part. */
export const fit = step<
  {
    table: Table;
    validated: Validated;
    split: SplitOutput;
    searched: Searched;
    plans: ModelPlans;
  },
  { readonly seed: number },
  Fitted
>({
  name: 'fit',
  title: 'Training the champion',
  url: import.meta.url,
  async run({ table, validated, split, searched, plans }, { seed }, { deadlineAt }) {
    const { features: train, target: y } = modelingTable(table, validated, split.train);
    const signature: Signature = {
      inputs: inferInputs(train),
      output: {
        name: validated.target,
        task: validated.task,
        ...(validated.aim !== 'mean' && { aim: validated.aim }),
        ...(validated.quantiles && { quantiles: validated.quantiles }),
        ...(y.kind === 'regression'
          ? { range: rangeOf(y.values) }
          : { classes: validated.classes }),
      },
    };
    const msLeft =
      deadlineAt === undefined
        ? undefined
        : msForFits(searched, plans.champion.candidates, {
            leftMs: deadlineAt - systemClock.now(),
            nTestRows: split.test.length,
            width: targetWidth(y),
          });
    const plan = affordablePlan(plans.champion, {
      msLeft,
      fitMs: fitMsOf(searched, split),
      bag: { nFits: split.folds.length, share: 1 - 1 / split.folds.length },
    });
    const team = openFitTeam();
    try {
      const fitter = memberFitter({ train, y, folds: split.folds, seed, team });
      const fitPlan = (wanted: ModelPlan): FittedModel => ({
        signature,
        ...withGraphs(wanted.candidates.map((candidate) => fitter(candidate, wanted.isBagged))),
        ...(wanted.combination && { combination: wanted.combination }),
        ...(wanted.calibration && { calibration: wanted.calibration }),
        ...(wanted.decision && { decision: wanted.decision }),
      });
      return {
        champion: fitPlan(plan),
        ...(plans.small && { small: fitPlan(plans.small.plan) }),
        ...(plans.interpretable && { interpretable: fitPlan(plans.interpretable.plan) }),
        baselines: searched.trials
          .filter(({ candidate }) => candidate.isBaseline)
          .map(({ candidate }) => fitPlan({ candidates: [candidate], isBagged: false })),
        plan,
        findings: cutFindings(plans.champion, plan),
      };
    } finally {
      team.close();
    }
  },
});

interface Learning {
  readonly train: Table;
  readonly y: Target;
  readonly folds: readonly Split[];
  readonly seed: number;
  readonly team: Team;
}

/** One fitted method beside the graph that prepares its rows. */
interface Part {
  readonly graph: TransformGraph;
  readonly member: Omit<FittedMember, 'graph'>;
}

/** Fits candidates, each once however many models want it, on rows that are prepared once per recipe. */
function memberFitter({ train, y, folds, seed, team }: Learning) {
  const prepared = new Map<Recipe, LearnedRows>();
  const prepare = (recipe: Recipe) => {
    const known = prepared.get(recipe);
    if (known) return known;
    const made = learnRows(recipe, train, y);
    prepared.set(recipe, made);
    return made;
  };
  const done = new Map<string, Part>();
  return (candidate: Candidate, isBagged: boolean): Part => {
    const key = `${candidate.id} ${isBagged}`;
    const known = done.get(key);
    if (known) return known;
    const estimator = getEstimator(candidate.estimator);
    const { graph, x } = prepare(recipeOf(candidate, train));
    const params = resolveParams(estimator.name, estimator.params, candidate.params);
    const fitOn = (rows: Features, truth: Target, nth: number): unknown =>
      fitRows(estimator, rows, truth, params, { random: seededRandom(seed + nth), team });
    const states = isBagged
      ? folds.map(({ train: rows }, nth) =>
          fitOn(takeFeatureRows(x, rows), takeTargetRows(y, rows), nth),
        )
      : [fitOn(x, y, 0)];
    const part = { graph, member: { estimator: { name: estimator.name, params }, states } };
    done.set(key, part);
    return part;
  };
}

/** Members by the place of their graphs, each graph once. */
function withGraphs(parts: readonly Part[]): Pick<FittedModel, 'graphs' | 'members'> {
  const graphs = [...new Set(parts.map(({ graph }) => graph))];
  return {
    graphs,
    members: parts.map(({ graph, member }) => ({ graph: graphs.indexOf(graph), ...member })),
  };
}

function cutFindings(planned: ModelPlan, done: ModelPlan): Finding[] {
  if (planned === done) return [];
  const [n, of] = [done.candidates.length, planned.candidates.length];
  const message =
    n === of
      ? 'The budget left no time to train every model once per fold: each was trained once, on all training rows.'
      : `The budget left time to train ${n} of the ${of} models that the search would have combined.`;
  return [
    {
      code: 'TEAM_CUT_SHORT',
      severity: 'info',
      message,
      hint: 'Give more time with `--budget`.',
      details: { nTrained: n, nPlanned: of, isBagged: done.isBagged },
    },
  ];
}

function rangeOf(values: Float64Array): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
