import type { Estimate } from '@kaizenml/contracts';
import { type FittedModel, getPredictor } from '@kaizenml/ml/artifact';
import { seededRandom } from '@kaizenml/ml/math';
import {
  bootstrapIntervals,
  getMetric,
  metricsFor,
  type Outcome,
  pairedGain,
} from '@kaizenml/ml/metrics';
import { answerRows } from '@kaizenml/ml/models';
import { prepareTable } from '@kaizenml/ml/preprocess';
import { takeTargetRows, toOutcome } from '@kaizenml/ml/search';
import { type Table, takeRows } from '@kaizenml/ml/table';
import type { BaselineRow, ReportCurves } from '../../reports/index.ts';
import { step } from '../step.ts';
import { curvesOf } from './curves-of.ts';
import type { FittedModels } from './fit.ts';
import { modelingTable } from './modeling-table.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/** What the untouched test part showed. */
export interface Evaluated {
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly baselines: readonly BaselineRow[];
  /** How much better the champion is than each baseline, by the primary metric, on the same rows; 90 % intervals. */
  readonly gains: readonly Gain[];
  readonly curves: ReportCurves;
  readonly nTestRows: number;
}

/** The champion compared with one baseline. */
export interface Gain {
  readonly baseline: string;
  readonly title: string;
  /** Positive when the champion is better. */
  readonly gain: Estimate;
}

/** Measures the champion and the baselines on rows that none of them has seen. */
export const evaluate = step<
  { table: Table; validated: Validated; split: SplitOutput; fitted: FittedModels },
  { readonly seed: number; readonly nResamples: number; readonly metric: string },
  Evaluated
>({
  name: 'evaluate',
  title: 'Measuring on unseen rows',
  url: import.meta.url,
  async run({ table, validated, split, fitted }, { seed, nResamples, metric }) {
    const { features, target } = modelingTable(table, validated);
    const test = takeRows(features, split.test);
    const truth = takeTargetRows(target, split.test);
    const outcomeOf = (model: FittedModel): Outcome =>
      toOutcome(
        truth,
        answerRows(
          getPredictor(model.estimator.name),
          model.estimator.state,
          prepareTable(model.graph, test),
        ),
      );
    const estimates = (outcome: Outcome) =>
      bootstrapIntervals(outcome, metricsFor(validated.task), {
        nResamples,
        random: seededRandom(seed),
      });
    const outcome = outcomeOf(fitted.champion);
    const rivals = fitted.baselines.map((model) => {
      const { name, title } = getPredictor(model.estimator.name);
      return { name, title, outcome: outcomeOf(model) };
    });
    return {
      metrics: estimates(outcome),
      baselines: rivals.map(({ name, title, outcome: theirs }) => ({
        name,
        title,
        metrics: estimates(theirs),
      })),
      gains: rivals.flatMap(({ name, title, outcome: theirs }) => {
        const options = { random: seededRandom(seed), nResamples };
        const gain = pairedGain(getMetric(metric), { ours: outcome, theirs }, options);
        return gain ? [{ baseline: name, title, gain }] : [];
      }),
      curves: curvesOf(outcome, validated.classes),
      nTestRows: split.test.length,
    };
  },
});
