import type { Finding } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import { openFitTeam } from '../../automl/index.ts';
import { systemClock } from '../../kit/index.ts';
import { step } from '../step.ts';
import { assembleModel, signatureOf } from './fit/assemble-model.ts';
import { fitBeside } from './fit/fit-beside.ts';
import { fitMembers, type Learning } from './fit/fit-members.ts';
import type { Fitted, FittedModels } from './fit.ts';
import type { ModelPlans } from './model-plan.ts';
import { modelingTable } from './modeling-table.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/** The models that are delivered. */
export interface Delivered extends FittedModels {
  /** Rows that the champion learned from. */
  readonly nRows: number;
  readonly findings: readonly Finding[];
}

/** How the delivered models come about. */
export interface RefitParams {
  readonly seed: number;
  /** False: what was measured is delivered. */
  readonly isWanted: boolean;
}

/** What packing and reporting take at most, milliseconds. */
const REST_MS = 700;
/** What a second training takes of the time of the first, at least: code is warm, and baselines are not trained again. */
const AGAIN = 0.85;

/**
 * Trains the measured models once more on all rows, those of the test part among them: a model for new rows should know all
 * that is known, and the test part has told what it can. Their figures stay those of the twins that had not seen it.
 *
 * Left out where the budget has no time for it, or had none to learn from all training rows.
 */
export const refit = step<
  {
    table: Table;
    validated: Validated;
    split: SplitOutput;
    plans: ModelPlans;
    fitted: Fitted;
  },
  RefitParams,
  Delivered
>({
  name: 'refit',
  title: 'Training on all rows',
  url: import.meta.url,
  async run({ table, validated, split, plans, fitted }, { seed, isWanted }, { deadlineAt }) {
    const { baselines, plan } = fitted;
    const [nTrain, nTest] = [split.train.length, split.test.length];
    if (!isWanted) return { ...fitted, findings: [] };
    const left = (deadlineAt ?? Number.POSITIVE_INFINITY) - systemClock.now() - REST_MS;
    const expected = (AGAIN * (fitted.ms ?? 0) * (nTrain + nTest)) / nTrain;
    if (fitted.nRows < nTrain || expected > left)
      return { ...fitted, findings: [leftOut(fitted.nRows, nTrain + nTest)] };

    const rows = joined(split.train, split.test);
    const { features, target } = modelingTable(table, validated, rows);
    const signature = signatureOf(features, target, validated);
    const team = openFitTeam();
    try {
      const added = Int32Array.from({ length: nTest }, (_, i) => nTrain + i);
      const folds = plan.isBagged
        ? split.folds.map(({ train, test }) => ({ train: joined(train, added), test }))
        : split.folds;
      const learning: Learning = { train: features, y: target, folds, seed, team };
      const known = fitMembers(plan.candidates, plan.isBagged, learning);
      const beside = fitBeside(
        {
          small: fitted.small && plans.small,
          interpretable: fitted.interpretable && plans.interpretable,
        },
        { plan, parts: known },
        { learning, signature },
      );
      return {
        champion: assembleModel(signature, plan, known),
        ...beside.models,
        baselines,
        nRows: rows.length,
        findings: [refitted(rows.length, nTest)],
      };
    } finally {
      team.close();
    }
  },
});

function joined(former: Int32Array, latter: Int32Array): Int32Array {
  const all = new Int32Array(former.length + latter.length);
  all.set(former);
  all.set(latter, former.length);
  return all;
}

export function refitted(nRows: number, nTestRows: number): Finding {
  return {
    code: 'MODEL_REFITTED',
    severity: 'info',
    message: `The delivered model has learned from all ${nRows} rows; its figures are those of its twin that had not seen the ${nTestRows} of the test part.`,
    hint: 'With `split: { refit: false }` in kaizen.yaml what was measured is delivered.',
    details: { nRows, nTestRows },
  };
}

function leftOut(nRows: number, nAll: number): Finding {
  return {
    code: 'REFIT_LEFT_OUT',
    severity: 'info',
    message: `The delivered model has learned from ${nRows} of ${nAll} rows: the budget left no time to train it on all of them.`,
    hint: 'Give more time with `--budget`.',
    details: { nRows, nAll },
  };
}
