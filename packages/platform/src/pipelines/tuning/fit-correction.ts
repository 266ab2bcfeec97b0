import type { ArtifactHash, Finding } from '@kaizenml/contracts';
import { portfolio } from '@kaizenml/ml/search';
import type { Table } from '@kaizenml/ml/table';
import { type Correction, fitCorrection, tuneModel } from '@kaizenml/ml/tuning';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { openFitTeam } from '../../automl/index.ts';
import { step } from '../step.ts';
import { signatureOf } from '../steps/fit/assemble-model.ts';
import { fitBaselines } from '../steps/fit/fit-baselines.ts';
import type { Fitted } from '../steps/fit.ts';
import { modelingTable } from '../steps/modeling-table.ts';
import type { SplitOutput } from '../steps/split.ts';
import type { Validated } from '../steps/validate.ts';
import { correctionRows, tunedPlan } from './correction-rows.ts';
import { readBase } from './read-base.ts';

/** A model with the correction that is measured. */
export interface FittedCorrection extends Fitted {
  /** Rounds that the newest rows of the training part asked for. */
  readonly nRounds: number;
}

/** Fits the correction, and the baselines, on the newer rows of the training part. */
export const fitTuned = (artifacts: ArtifactStore) =>
  step<
    { table: Table; validated: Validated; split: SplitOutput },
    { readonly artifact: ArtifactHash; readonly seed: number },
    FittedCorrection
  >({
    name: 'fit-correction',
    title: 'Correcting the model',
    url: import.meta.url,
    async run({ table, validated, split }, { artifact, seed }) {
      const base = await readBase(artifacts, artifact);
      const all = modelingTable(table, validated);
      const seen = signatureOf(all.features, all.target, validated);
      const rows = correctionRows({ table, validated }, base, split.train);
      const team = openFitTeam();
      try {
        const { features: train, target: y } = rows;
        const correction = fitCorrection(rows, { link: base.link, seed, team });
        return {
          champion: tuneModel(base.model, correction, seen),
          baselines: fitBaselines(
            portfolio(validated.task, { nTrials: 0 }),
            { train, y, folds: split.folds, seed, team },
            seen,
          ),
          plan: tunedPlan(base),
          nRows: train.nRows,
          nRounds: correction.nRounds,
          findings: [tuned(correction, train.nRows)],
        };
      } finally {
        team.close();
      }
    },
  });

function tuned({ nRounds }: Correction, nRows: number): Finding {
  return {
    code: 'MODEL_FINE_TUNED',
    severity: 'info',
    message:
      nRounds === 0
        ? `On the newest of the ${nRows} newer rows no correction is better than none: the model answers as its base.`
        : `The model is its base with ${nRounds} rounds of boosted trees, learned from ${nRows} newer rows.`,
    hint: 'With `start: over` a retraining trains from the start.',
    details: { nRounds, nRows },
  };
}
