import type { ArtifactHash } from '@kaizenml/contracts';
import { getMetric } from '@kaizenml/ml/metrics';
import { targetWidth } from '@kaizenml/ml/models';
import { portfolio } from '@kaizenml/ml/search';
import type { Table } from '@kaizenml/ml/table';
import { fitCorrection, tuneModel } from '@kaizenml/ml/tuning';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { openFitTeam, type Trial } from '../../automl/index.ts';
import { oneColumn, scoreFolds } from '../honesty/score-folds.ts';
import { step } from '../step.ts';
import type { Combined } from '../steps/combine/combined.ts';
import { modelingTable } from '../steps/modeling-table.ts';
import { outcomeOf } from '../steps/outcome-of.ts';
import type { Searched } from '../steps/search.ts';
import type { SplitOutput } from '../steps/split.ts';
import type { Validated } from '../steps/validate.ts';
import { CORRECTION, correctionRows, tunedPlan } from './correction-rows.ts';
import { readBase } from './read-base.ts';

/** What folds say of a correction, and that it is what will be fitted: there is nothing to choose from. */
export type TriedCorrection = Searched & Combined;

/** Tries the correction by cross-validation among the newer rows, beside the baselines. */
export const tryCorrection = (artifacts: ArtifactStore) =>
  step<
    { table: Table; validated: Validated; split: SplitOutput },
    { readonly artifact: ArtifactHash; readonly metric: string; readonly seed: number },
    TriedCorrection
  >({
    name: 'try-correction',
    title: 'Trying to correct the model',
    url: import.meta.url,
    async run({ table, validated, split }, { artifact, metric, seed }, { signal }) {
      const base = await readBase(artifacts, artifact);
      const { folds, train } = split;
      const data = { ...modelingTable(table, validated, train), folds, metric };
      const width = targetWidth(data.target);
      const foldOf = new Int32Array(train.length).fill(-1);
      const answers = new Float64Array(train.length * width);
      const scores: number[] = [];
      const team = openFitTeam();
      try {
        for (const [fold, { train: learned, test }] of folds.entries()) {
          signal.throwIfAborted();
          const part = learned.map((at) => train[at] ?? -1);
          const rows = correctionRows({ table, validated }, base, part);
          const correction = fitCorrection(rows, { link: base.link, seed: seed + fold, team });
          const model = tuneModel(base.model, correction, base.model.signature);
          const held = modelingTable(
            table,
            validated,
            test.map((at) => train[at] ?? -1),
          );
          const outcome = outcomeOf(model, held.features, held.target);
          const said = outcome.kind === 'regression' ? outcome.predicted : outcome.probabilities;
          const score = getMetric(metric).compute(outcome);
          if (!Number.isNaN(score)) scores.push(score);
          test.forEach((at, i) => {
            foldOf[at] = fold;
            answers.set(said.subarray(i * width, (i + 1) * width), at * width);
          });
        }
      } finally {
        team.close();
      }
      const baselines: Trial[] = [];
      for (const candidate of portfolio(validated.task, { nTrials: 0 })) {
        const scored = await scoreFolds(candidate, oneColumn(data), { seed, signal });
        baselines.push(
          trialOf(
            candidate,
            scored.map((each) => each.score),
          ),
        );
      }
      const held = Int32Array.from(foldOf.keys()).filter((at) => (foldOf[at] ?? -1) >= 0);
      const heldAnswers = new Float64Array(held.length * width);
      held.forEach((at, i) => {
        heldAnswers.set(answers.subarray(at * width, (at + 1) * width), i * width);
      });
      const trials = [trialOf(CORRECTION, scores), ...baselines];
      const champion = tunedPlan(base);
      const combination = `The model was kept as it is (${champion.tunes}); boosted trees learn from ${train.length} newer rows what its answers lack.`;
      return {
        trials,
        order: trials.map(({ candidate }) => candidate.id),
        sample: { rows: train, foldOf },
        ...{ findings: [], isComplete: true, pace: 1, preparationMs: 0, fitTimes: 1 },
        champion,
        ...{
          approaches: [],
          standings: {},
          paretoFront: [],
          reasons: { combination },
          sentences: [combination],
        },
        heldOut: { rows: held.map((at) => train[at] ?? -1), answers: heldAnswers },
      };
    },
  });

function trialOf(candidate: Trial['candidate'], scores: readonly number[]): Trial {
  return { candidate, status: 'finished', scores, fitMs: null, predictMicrosPerRow: null };
}
