import { asId, type Finding, type ModelName } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { ArtifactFiles, ArtifactStore } from '../artifacts/store.ts';
import type { Clock } from '../kit/index.ts';
import type { StatedManifest } from '../runtimes/stated/index.ts';
import type { Store } from '../storage/store.ts';
import type { RunLineage } from './draw-lineage.ts';
import { assertSameQuestion, recordRegistration } from './record-registration.ts';
import { aboutArtifact } from './steps/about-artifact.ts';

/** What registering a stated model stands on. */
export interface RegisterDeps {
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
}

/** The part of a manifest that differs between kinds. */
type Own<M> = M extends StatedManifest
  ? Omit<M, 'formatVersion' | keyof ReturnType<typeof about>>
  : never;

/** A model whose signature and making are known without training. */
export interface StatedRequest {
  readonly name: string;
  readonly own: Own<StatedManifest>;
  /** Files beside the manifest. Default: none. */
  readonly files?: ArtifactFiles;
  /** Where its answers come from, as one sentence. */
  readonly origin: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** What it asks when it answers. Default: nothing that is registered here. */
  readonly sources?: RunLineage['sources'];
}

/** Stores a stated model as a new version. @throws ARGUMENT_INVALID where versions of the name answer something else */
export async function registerStated(
  deps: RegisterDeps,
  { name: given, own, files = {}, origin, params, sources }: StatedRequest,
): Promise<OutputOf<Operations['models']['register-proxy']>> {
  const { store, artifacts } = deps;
  const name = asId<ModelName>(given);
  const { signature } = own;
  const { name: target, task } = signature.output;
  await assertSameQuestion(store, { name, task, target });
  const estimator = own.kind.replace('kaizenml-', '');
  const findings = findingsOf(origin, params);
  const { version, adopted } = await recordRegistration(deps, {
    ...{ name, task, target, params, sources, title: `${estimator} → ${target}` },
    async pack(made) {
      const { kind, ...rest } = own;
      const manifest = { kind, formatVersion: 1, ...about(made, findings), ...rest };
      const stored = await artifacts.putFolder({
        'manifest.json': `${JSON.stringify(manifest, null, 1)}\n`,
        ...files,
      });
      const { hash: artifact, sizeBytes } = stored;
      return { artifact, sizeBytes, estimator, metrics: {}, findings, nRows: 0 };
    },
  });
  return {
    ...version,
    metrics: {},
    aliases: [...version.aliases],
    ...{ task, target, findings: findings.map((finding) => ({ ...finding })) },
    signature: structuredClone(signature) as OutputOf<Operations['models']['show']>['signature'],
    path: await artifacts.pathOf(adopted.artifact),
  };
}

function about(
  origin: { readonly runId: string; readonly createdAt: string },
  findings: readonly Finding[],
) {
  const nothing = { datasetName: '', datasetHash: '', nTrainRows: 0, seed: 1, primaryMetric: '' };
  const {
    metrics: _,
    primaryMetric: __,
    ...told
  } = aboutArtifact(
    origin,
    {},
    {
      ...nothing,
      findings,
    },
  );
  return told;
}

function findingsOf(origin: string, details: Finding['details']): Finding[] {
  return [
    { code: 'MODEL_STATED', severity: 'info', message: origin, details },
    {
      code: 'MODEL_UNMEASURED',
      severity: 'warning',
      message: 'The model was never measured here.',
      details,
    },
  ];
}
