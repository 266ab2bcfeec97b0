import type { OpenRun, RunDeps } from '../in-run.ts';
import type { FoundModel, PosedBy } from '../search-model.ts';
import { readyHandle } from '../step-values.ts';
import type { TrainRequest } from '../train-request.ts';
import { fitTuned } from './fit-correction.ts';
import { newerRows } from './newer-rows.ts';
import { refitTuned } from './refit-correction.ts';
import { tryCorrection } from './try-correction.ts';
import type { Tunes } from './tunes.ts';

/** Corrects a model by rows that it has not learned from: newer-rows → try-correction → fit-correction. */
export async function tuneModel(
  { artifacts }: Pick<RunDeps, 'artifacts'>,
  { posed, seed }: PosedBy,
  {
    project,
    tunes,
    run: { runner },
  }: {
    readonly project: TrainRequest['project'];
    readonly tunes: Tunes;
    readonly run: Pick<OpenRun, 'runner'>;
  },
): Promise<FoundModel> {
  const { table, metric, note } = posed;
  const { artifact } = tunes;
  const narrowed = await runner.run(
    newerRows(artifacts),
    { table, validated: posed.validated, split: posed.split },
    { ...tunes },
  );
  const learning = {
    table,
    validated: readyHandle(
      `${narrowed.hash}-validated`,
      async () => (await narrowed.load()).validated,
    ),
    split: readyHandle(`${narrowed.hash}-split`, async () => (await narrowed.load()).split),
  };
  const tried = await runner.run(tryCorrection(artifacts), learning, { artifact, metric, seed });
  const fitted = await runner.run(fitTuned(artifacts), learning, { artifact, seed });
  await note((await fitted.load()).findings);
  const isWanted = project.split.refit;
  return {
    ...{ learning, searched: tried, plans: tried, fitted },
    // A search may find what is not there; here nothing was chosen among many.
    checks: readyHandle(`no-checks-${metric}`, async () => ({
      ...{ metric, findings: [], isComplete: true },
    })),
    refit: () =>
      runner.run(refitTuned(artifacts), { ...learning, fitted }, { artifact, seed, isWanted }),
  };
}
