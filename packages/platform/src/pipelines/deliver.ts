import type { ArtifactHash, GateVerdict, ModelName } from '@kaizenml/contracts';
import { methodOf } from '@kaizenml/ml/artifact';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { ModelVersionRecord } from '../models/store.ts';
import { GATES_OF_RUN, LEADERBOARD, LEADERBOARD_TIMES } from '../runs/index.ts';
import type { Store } from '../storage/store.ts';
import type { BesideChampion } from './beside-champion.ts';
import type { BoardAndTimes } from './board/leaderboard.ts';
import { drawLineage } from './draw-lineage.ts';
import { type EnsureDeps, type Ensured, ensureChampion } from './ensure-champion.ts';
import type { Learned, RunFrame } from './outcome.ts';
import type { Packaged } from './steps/package.ts';
import type { Tunes } from './tuning/tunes.ts';

/** Name of the report inside its artifact; the ending lets a browser open it. */
export const REPORT_FILE = 'report.html';

/** Registers the artifact of a training run, after comparing it with the champion; see `ensureChampion`. */
export async function registerChampion(
  deps: EnsureDeps,
  { runId }: RunFrame,
  { validated, fitted, evaluated }: Learned,
  {
    name,
    artifact,
    champion,
  }: {
    readonly name: ModelName;
    readonly artifact: ArtifactHash;
    readonly champion: BesideChampion;
  },
): Promise<Ensured> {
  const { task, target } = validated;
  const { metrics } = evaluated;
  const estimator = methodOf(fitted.champion);
  const model = { name, task, target, estimator, runId, artifact, metrics };
  return ensureChampion(deps, model, champion.judge);
}

/** Draws the arrows of a training run; see `drawLineage`. */
export function linkLineage(
  store: Pick<Store, 'lineage'>,
  { runId }: RunFrame,
  { record }: Learned,
  {
    artifact,
    version,
    tunes,
  }: {
    readonly artifact: ArtifactHash;
    readonly version: ModelVersionRecord | undefined;
    readonly tunes?: Tunes | undefined;
  },
): Promise<void> {
  const dataset = { hash: record.hash, role: 'trained-on' } as const;
  const sources = tunes && [{ node: `artifact:${tunes.artifact}`, role: 'fine-tuned-in' as const }];
  return drawLineage(store, { runId, dataset, sources, artifact, version });
}

/** Stores the report, the leaderboard and the verdict of the gates, and names them and the model artifact among the artifacts of the run. */
export async function attachArtifacts(
  { store, artifacts }: { readonly store: Pick<Store, 'runs'>; readonly artifacts: ArtifactStore },
  { runId }: RunFrame,
  {
    report,
    packaged: { artifact, sizeBytes, roles },
    compared,
    gate,
  }: {
    readonly report: string;
    readonly compared: BoardAndTimes;
    readonly packaged: Packaged;
    readonly gate: GateVerdict;
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
    { ...GATES_OF_RUN, value: gate },
  ];
  for (const { artifact: name, file, value } of documents) {
    const kept = await artifacts.putFolder({ [file]: `${JSON.stringify(value, null, 1)}\n` });
    await store.runs.addArtifact(runId, { name, ...kept });
  }
  return stored.hash;
}
