import type { Estimate } from '@kaizenml/contracts';
import { type FittedModel, getPredictor } from '@kaizenml/ml/artifact';
import { decide, ruleOfCosts } from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import {
  bootstrapIntervals,
  type CostMatrix,
  type Coverage,
  getMetric,
  meanCost,
  metricsFor,
  type Outcome,
  pairedGain,
  quantileCoverage,
} from '@kaizenml/ml/metrics';
import type { Table } from '@kaizenml/ml/table';
import type { BaselineRow, ReportCurves } from '../../reports/index.ts';
import { step } from '../step.ts';
import { curvesOf } from './curves-of.ts';
import type { FittedModels } from './fit.ts';
import { modelingTable } from './modeling-table.ts';
import { outcomeOf } from './outcome-of.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/** What the untouched test part showed. */
export interface Evaluated {
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly baselines: readonly BaselineRow[];
  /** The models that stand beside the champion, on the same rows. */
  readonly roles: Readonly<Partial<Record<Role, RoleFigures>>>;
  /** How much better the champion is than each baseline, by the primary metric, on the same rows; 90 % intervals. */
  readonly gains: readonly Gain[];
  readonly curves: ReportCurves;
  /** Of quantiles: how often the truth lay where they said. */
  readonly coverage?: Coverage;
  readonly nTestRows: number;
  /** Truth and answers of the champion, row by row; absent where nothing was measured. */
  readonly outcome?: Outcome;
}

/** What a model is kept for beside the champion. */
export type Role = 'small' | 'interpretable';

/** A model beside the champion. */
export interface RoleFigures {
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** How much better the champion is by the primary metric; absent where that is not defined. 90 % interval. */
  readonly behind?: Estimate;
}

/** The champion compared with one baseline. */
export interface Gain {
  readonly baseline: string;
  readonly title: string;
  /** Positive when the champion is better. */
  readonly gain: Estimate;
}

/** How the test part is looked at. */
export interface EvaluateParams {
  readonly seed: number;
  readonly nResamples: number;
  /** Name of the metric that chose the champion. */
  readonly metric: string;
  /** What calling a class costs, by true and called class, in their order. Default: nobody said. */
  readonly costs?: CostMatrix | undefined;
}

/** Measures the champion and the baselines on rows that none of them has seen. */
export const evaluate = step<
  { table: Table; validated: Validated; split: SplitOutput; fitted: FittedModels },
  EvaluateParams,
  Evaluated
>({
  name: 'evaluate',
  title: 'Measuring on unseen rows',
  url: import.meta.url,
  async run({ table, validated, split, fitted }, { seed, nResamples, metric, costs }) {
    const { features: test, target: truth } = modelingTable(table, validated, split.test);
    const answersOf = (model: FittedModel): Outcome => outcomeOf(model, test, truth);
    const known = metricsFor(validated.task, validated.aim);
    const priced = costs === undefined ? [] : [meanCost(costs)];
    const estimates = (outcome: Outcome, calls = outcome): Evaluated['metrics'] => {
      const draw = () => ({ nResamples, random: seededRandom(seed) });
      return {
        ...bootstrapIntervals(calls, priced, draw()),
        ...bootstrapIntervals(outcome, known, draw()),
      };
    };
    const outcome = answersOf(fitted.champion);
    const rivals = fitted.baselines.map((model) => {
      const { name, title } = getPredictor(model.members[0]?.estimator.name ?? '');
      return { name, title, outcome: answersOf(model) };
    });
    const gainOver = (theirs: Outcome) =>
      pairedGain(
        getMetric(metric),
        { ours: outcome, theirs },
        { random: seededRandom(seed), nResamples },
      );
    const figuresOf = (model: FittedModel): RoleFigures => {
      const own = answersOf(model);
      const behind = gainOver(own);
      return { metrics: estimates(own), ...(behind && { behind }) };
    };
    const { small, interpretable } = fitted;
    return {
      metrics: estimates(outcome),
      roles: {
        ...(small && { small: figuresOf(small) }),
        ...(interpretable && { interpretable: figuresOf(interpretable) }),
      },
      baselines: rivals.map(({ name, title, outcome: theirs }) => ({
        name,
        title,
        metrics: estimates(theirs, atLeastCost(theirs, costs)),
      })),
      gains: rivals.flatMap(({ name, title, outcome: theirs }) => {
        const gain = gainOver(theirs);
        return gain ? [{ baseline: name, title, gain }] : [];
      }),
      curves: curvesOf(outcome, validated.classes),
      ...(validated.quantiles && { coverage: quantileCoverage(outcome) }),
      nTestRows: split.test.length,
      outcome,
    };
  },
});

/** A baseline's answers with the calls that cost it least: a model that only knows the costs is not better than guessing. */
function atLeastCost(outcome: Outcome, costs: CostMatrix | undefined): Outcome {
  if (costs === undefined || outcome.kind === 'regression') return outcome;
  return {
    ...outcome,
    called: decide(ruleOfCosts(costs, outcome.nClasses), outcome.probabilities),
  };
}
