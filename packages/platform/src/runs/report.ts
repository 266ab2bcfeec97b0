import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ArtifactStore } from '../artifacts/index.ts';
import { getRun } from './get-run.ts';
import type { RunRecord, RunStore } from './store.ts';

const REPORT = 'report';
const REPORT_FILE = 'report.html';

/** Gives the report of a run: the file `report.html` in its artifact `report`. */
export const reportRun =
  (runs: RunStore, artifacts: ArtifactStore): Handler<Operations['runs']['report']> =>
  async ({ id }) => {
    const run = await getRun(runs, id);
    const report = run.artifacts.find(({ name }) => name === REPORT);
    if (report === undefined) throw noReport(run);
    const bytes = await artifacts.read(report.hash, REPORT_FILE);
    const folder = await artifacts.pathOf(report.hash);
    return { html: Buffer.from(bytes).toString(), path: join(folder, REPORT_FILE) };
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
