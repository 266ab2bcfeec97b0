import { AppError } from '@kaizenml/contracts';
import {
  GateVerdictSchema,
  type Handler,
  type Operations,
  type OutputOf,
} from '@kaizenml/contracts/operations';
import type { ArtifactStore } from '../artifacts/index.ts';
import { getRun } from './get-run.ts';
import type { RunRecord, RunStore } from './store.ts';

/** Name of the artifact of a run that holds the verdict of its gates, and of the file in it. */
export const GATES_OF_RUN = { artifact: 'gates', file: 'gates.json' } as const;

/**
 * What a run held against its model; null of one that kept nothing, such as one that failed, or whose files were taken away.
 *
 * @throws ARTIFACT_DAMAGED
 */
export async function findGates(
  artifacts: Pick<ArtifactStore, 'read'>,
  run: Pick<RunRecord, 'artifacts'> | undefined,
): Promise<OutputOf<Operations['runs']['gates']>['verdict']> {
  const kept = run?.artifacts.find(({ name }) => name === GATES_OF_RUN.artifact);
  if (kept === undefined) return null;
  try {
    const bytes = await artifacts.read(kept.hash, GATES_OF_RUN.file);
    return GateVerdictSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ARTIFACT_NOT_FOUND') return null;
    throw thrown;
  }
}

/** Gives what a run held against its model, gate by gate. */
export const showGates =
  (runs: RunStore, artifacts: ArtifactStore): Handler<Operations['runs']['gates']> =>
  async ({ id }) => {
    const run = await getRun(runs, id);
    return { run: run.id, verdict: await findGates(artifacts, run) };
  };
