import type { Estimate } from '@kaizenml/contracts';
import type { FittedModel } from '@kaizenml/ml/artifact';
import { seededRandom } from '@kaizenml/ml/math';
import { bootstrapIntervals, metricsFor, type Outcome } from '@kaizenml/ml/metrics';
import { getEstimator } from '@kaizenml/ml/models';
import { applyGraph } from '@kaizenml/ml/preprocess';
import { takeTargetRows, toOutcome } from '@kaizenml/ml/search';
import { type Table, takeRows } from '@kaizenml/ml/table';
import type { BaselineRow, ReportCurves } from '../../reports/index.ts';
import { step } from '../step.ts';
import { curvesOf } from './curves-of.ts';
import type { Fitted } from './fit.ts';
import { modelingTable } from './modeling-table.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/** What the untouched test part showed. */
export interface Evaluated {
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly baselines: readonly BaselineRow[];
  readonly curves: ReportCurves;
  readonly nTestRows: number;
}

/** Measures the champion and the baselines on rows that none of them has seen. */
export const evaluate = step<
  { table: Table; validated: Validated; split: SplitOutput; fitted: Fitted },
  { readonly seed: number; readonly nResamples: number },
  Evaluated
>({
  name: 'evaluate',
  title: 'Measuring on unseen rows',
  url: import.meta.url,
  async run({ table, validated, split, fitted }, { seed, nResamples }) {
    const { features, target } = modelingTable(table, validated);
    const test = takeRows(features, split.test);
    const truth = takeTargetRows(target, split.test);
    const outcomeOf = (model: FittedModel): Outcome =>
      toOutcome(
        truth,
        getEstimator(model.estimator.name).predict(
          model.estimator.state,
          applyGraph(model.graph, test),
        ),
      );
    const estimates = (outcome: Outcome) =>
      bootstrapIntervals(outcome, metricsFor(validated.task), {
        nResamples,
        random: seededRandom(seed),
      });
    const outcome = outcomeOf(fitted.champion);
    return {
      metrics: estimates(outcome),
      baselines: fitted.baselines.map((model) => ({
        name: model.estimator.name,
        title: getEstimator(model.estimator.name).title,
        metrics: estimates(outcomeOf(model)),
      })),
      curves: curvesOf(outcome, validated.classes),
      nTestRows: split.test.length,
    };
  },
});
