import type { Finding } from '@kaizenml/contracts';
import type { FittedModel } from '@kaizenml/ml/artifact';
import { targetWidth } from '@kaizenml/ml/models';
import type { Table } from '@kaizenml/ml/table';
import { openFitTeam } from '../../automl/index.ts';
import { systemClock } from '../../kit/index.ts';
import { step } from '../step.ts';
import { affordablePlan } from './affordable-plan.ts';
import { affordableRows } from './fit/affordable-rows.ts';
import { assembleModel, signatureOf } from './fit/assemble-model.ts';
import { firstRows } from './fit/first-rows.ts';
import { fitBaselines } from './fit/fit-baselines.ts';
import { fitBeside, MOST_ROWS_BESIDE } from './fit/fit-beside.ts';
import { fitFindings } from './fit/fit-findings.ts';
import { fitMembers, type Learning } from './fit/fit-members.ts';
import { probeFits } from './fit/probe-fits.ts';
import type { ModelPlan, ModelPlans } from './model-plan.ts';
import { modelingTable } from './modeling-table.ts';
import { type FitCost, fitCost } from './search/fit-cost.ts';
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
  /** Training rows that the champion learned from: fewer than there are where the budget was short. */
  readonly nRows: number;
  readonly findings: readonly Finding[];
  /** What the fits took, milliseconds; said where there is a deadline only, for it is never the same twice. */
  readonly ms?: number;
}

/** Fits may always take so long. */
const LEAST_MS = 1000;

/**
 * Fits what was planned, and the baselines, on the whole training part.
 *
 * With a deadline that is as much as there is time for: fewer members, then fewer rows, then no model beside the champion.
 */
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
    const startedAt = systemClock.now();
    const { features: train, target: y } = modelingTable(table, validated, split.train);
    const signature = signatureOf(train, y, validated);
    const folds = fitCost(searched, split);
    // The team was chosen so that there is time to train it twice: here it is cut only where there is not even time for once.
    const leftMs = () =>
      deadlineAt === undefined
        ? undefined
        : msForFits(searched, plans.champion.candidates, {
            leftMs: deadlineAt - systemClock.now(),
            fitTimes: 1,
            nTrainRows: split.train.length,
            nTestRows: split.test.length,
            width: targetWidth(y),
          });
    const within = (cost: FitCost) => {
      const msLeft = leftMs();
      const plan = affordablePlan(plans.champion, {
        msLeft: msLeft && Math.max(LEAST_MS, msLeft - cost.preparationMs),
        fitMs: cost.fitMs,
        bag: { nFits: split.folds.length, share: 1 - 1 / split.folds.length },
      });
      const rows = affordableRows(train.nRows, {
        fitMs: cost.preparationMs + sumOf(plan.candidates.map(cost.fitMs)),
        msLeft: plan.isBagged ? undefined : msLeft,
        nFoldRows: cost.nFoldRows,
      });
      return { plan, rows, cost, isCut: plan !== plans.champion || rows < train.nRows };
    };
    const team = openFitTeam();
    try {
      const all: Learning = { train, y, folds: split.folds, seed, team };
      const expected = within(folds);
      const { plan, rows, cost } = expected.isCut
        ? within(probeFits(plans.champion.candidates, all, folds))
        : expected;
      const learning = firstRows(all, rows);
      const known = fitMembers(plan.candidates, plan.isBagged, learning);
      const share = Math.min(1, MOST_ROWS_BESIDE / rows) * (rows / train.nRows);
      const { models, leftOut } = fitBeside(
        plans,
        { plan, parts: known },
        {
          learning,
          signature,
          hasTime: ({ candidates }) =>
            share * (cost.preparationMs + sumOf(candidates.map(cost.fitMs))) <=
            (leftMs() ?? Number.POSITIVE_INFINITY),
        },
      );
      return {
        champion: assembleModel(signature, plan, known),
        ...models,
        baselines: fitBaselines(
          searched.trials.map(({ candidate }) => candidate),
          all,
          signature,
        ),
        plan,
        nRows: rows,
        ...(deadlineAt !== undefined && { ms: systemClock.now() - startedAt }),
        findings: fitFindings(plans.champion, plan, {
          nRows: rows,
          nTrainRows: train.nRows,
          leftOut,
        }),
      };
    } finally {
      team.close();
    }
  },
});

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
