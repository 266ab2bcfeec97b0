import type { ArtifactHash } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import { fitCorrection, tuneModel } from '@kaizenml/ml/tuning';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { openFitTeam } from '../../automl/index.ts';
import { step } from '../step.ts';
import { type Delivered, refitted } from '../steps/refit.ts';
import type { SplitOutput } from '../steps/split.ts';
import type { Validated } from '../steps/validate.ts';
import { correctionRows } from './correction-rows.ts';
import type { FittedCorrection } from './fit-correction.ts';
import { readBase } from './read-base.ts';

/** Learns the correction once more from all newer rows, those of the test part among them, in as many rounds. */
export const refitTuned = (artifacts: ArtifactStore) =>
  step<
    { table: Table; validated: Validated; split: SplitOutput; fitted: FittedCorrection },
    { readonly artifact: ArtifactHash; readonly seed: number; readonly isWanted: boolean },
    Delivered
  >({
    name: 'refit-correction',
    title: 'Correcting the model with all rows',
    url: import.meta.url,
    async run({ table, validated, split, fitted }, { artifact, seed, isWanted }) {
      const { baselines, champion, nRounds } = fitted;
      if (!isWanted || nRounds === 0) return { ...fitted, findings: [] };
      const base = await readBase(artifacts, artifact);
      const part = Int32Array.from([...split.train, ...split.test]);
      const team = openFitTeam();
      try {
        const rows = correctionRows({ table, validated }, base, part);
        const correction = fitCorrection(rows, { link: base.link, seed, team, nRounds });
        return {
          champion: tuneModel(base.model, correction, champion.signature),
          baselines,
          nRows: part.length,
          findings: [refitted(part.length, split.test.length)],
        };
      } finally {
        team.close();
      }
    },
  });
