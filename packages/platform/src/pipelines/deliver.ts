import type { ArtifactHash, ModelName } from '@kaizenml/contracts';
import { methodOf } from '@kaizenml/ml/artifact';
import type { ArtifactStore } from '../artifacts/store.ts';
import { CHAMPION } from '../models/index.ts';
import type { ModelVersionRecord } from '../models/store.ts';
import { LEADERBOARD, LEADERBOARD_TIMES } from '../runs/index.ts';
import type { Store } from '../storage/store.ts';
import type { BoardAndTimes } from './board/leaderboard.ts';
import type { Learned, RunFrame } from './outcome.ts';
import type { Packaged } from './steps/package.ts';

/** Name of the report inside its artifact; the ending lets a browser open it. */
export const REPORT_FILE = 'report.html';

/**
 * Registers the artifact as the new champion of its model, unless the newest version is that artifact already.
 *
 * @returns The version that holds the artifact.
 */
export async function registerChampion(
  store: Pick<Store, 'models'>,
  { runId }: RunFrame,
  learned: Learned,
  { name, artifact }: { readonly name: ModelName; readonly artifact: ArtifactHash },
): Promise<ModelVersionRecord> {
  const [newest] = await store.models.versions(name);
  if (newest?.artifact === artifact) return newest;
  return store.models.register({
    name,
    task: learned.validated.task,
    target: learned.validated.target,
    estimator: methodOf(learned.fitted.champion),
    runId,
    artifact,
    metrics: learned.evaluated.metrics,
    aliases: [CHAMPION],
  });
}

/** Draws the arrows from the dataset over the run to the artifact and the model version. */
export async function linkLineage(
  store: Pick<Store, 'lineage'>,
  { runId }: RunFrame,
  { record }: Learned,
  {
    artifact,
    version,
  }: { readonly artifact: ArtifactHash; readonly version: ModelVersionRecord | undefined },
): Promise<void> {
  const run = `run:${runId}`;
  await store.lineage.add([
    { from: `dataset:${record.hash}`, to: run, role: 'trained-on' },
    { from: run, to: `artifact:${artifact}`, role: 'produced' },
    ...(version
      ? [
          {
            from: `artifact:${artifact}`,
            to: `model:${version.name}/${version.version}`,
            role: 'registered-as',
          },
        ]
      : []),
  ]);
}

/** Stores the report and the leaderboard, and names them and the model artifact among the artifacts of the run. */
export async function attachArtifacts(
  { store, artifacts }: { readonly store: Pick<Store, 'runs'>; readonly artifacts: ArtifactStore },
  { runId }: RunFrame,
  {
    report,
    packaged: { artifact, sizeBytes, roles },
    compared,
  }: {
    readonly report: string;
    readonly compared: BoardAndTimes;
    readonly packaged: Packaged;
  },
): Promise<ArtifactHash> {
  const stored = await artifacts.putFolder({ [REPORT_FILE]: report });
  await store.runs.addArtifact(runId, { name: 'report', ...stored });
  await store.runs.addArtifact(runId, { name: 'model', hash: artifact, sizeBytes });
  for (const [role, each] of Object.entries(roles))
    await store.runs.addArtifact(runId, {
      name: `model-${role}`,
      hash: each.artifact,
      sizeBytes: each.sizeBytes,
    });
  const documents = [
    { ...LEADERBOARD, value: compared.board },
    { ...LEADERBOARD_TIMES, value: compared.times },
  ];
  for (const { artifact: name, file, value } of documents) {
    const kept = await artifacts.putFolder({ [file]: `${JSON.stringify(value, null, 1)}\n` });
    await store.runs.addArtifact(runId, { name, ...kept });
  }
  return stored.hash;
}
