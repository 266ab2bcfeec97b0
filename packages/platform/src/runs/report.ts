import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ArtifactStore } from '../artifacts/index.ts';
import { getRun } from './get-run.ts';
import type { RunRecord, RunStore } from './store.ts';

const REPORT = 'report.html';

/** Gives the report of a run: its artifact of the name `report.html`. */
export const reportRun =
  (runs: RunStore, artifacts: ArtifactStore): Handler<Operations['runs']['report']> =>
  async ({ id }) => {
    const run = await getRun(runs, id);
    const report = run.artifacts.find(({ name }) => name === REPORT);
    if (report === undefined) throw noReport(run);
    const bytes = await artifacts.read(report.hash);
    return { html: Buffer.from(bytes).toString(), path: await artifacts.pathOf(report.hash) };
  };

function noReport({ id, status }: RunRecord): AppError {
  return new AppError('ARTIFACT_NOT_FOUND', {
    message: `Run "${id}" has no report: it is ${status}.`,
    hint:
      status === 'running'
        ? 'Wait for its end.'
        : `See how it ended with \`kaizen runs show ${id}\`.`,
    details: { id, status },
  });
}
