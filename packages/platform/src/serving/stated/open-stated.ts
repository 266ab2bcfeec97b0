import type { ArtifactHash, ExplainFile } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/index.ts';
import type { Log } from '../../kit/index.ts';
import { openProxy } from '../remote/index.ts';
import { statedArtifactInvalid } from './stated-artifact-invalid.ts';
import { findStatedManifest, type ProxyManifest } from './stated-manifest.ts';
import type { StatedModel } from './stated-model.ts';

/** What stated models are opened with. */
export interface OpenStatedDeps {
  readonly artifacts: Pick<ArtifactStore, 'read'>;
  readonly log: Log;
}

const NOTHING_KNOWN: ExplainFile = { background: [], importance: [], reference: [] };

/** Opens the artifact of a stated model. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, MODEL_ARTIFACT_INVALID */
export async function openStated(hash: ArtifactHash, deps: OpenStatedDeps): Promise<StatedModel> {
  const manifest = findStatedManifest(await deps.artifacts.read(hash, 'manifest.json'));
  if (manifest === undefined) throw statedArtifactInvalid(hash);
  return ofProxy(manifest, deps);
}

function ofProxy(manifest: ProxyManifest, { log }: OpenStatedDeps): StatedModel {
  const subject = `The server of "${manifest.signature.output.name}"`;
  const proxy = openProxy(manifest, { subject, log });
  return {
    ...{ manifest, signature: manifest.signature, explain: NOTHING_KNOWN },
    async answer(rows) {
      return { predictions: await proxy.answer(rows), anomalies: [], nOffending: 0 };
    },
    async close() {
      proxy.close();
    },
  };
}
