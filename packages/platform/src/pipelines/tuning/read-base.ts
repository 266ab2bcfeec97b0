import { AppError, type ArtifactHash } from '@kaizenml/contracts';
import {
  checkManifest,
  type FittedModel,
  parseArtifactJson,
  readFitted,
} from '@kaizenml/ml/artifact';
import type { TunedLink } from '@kaizenml/ml/combine';
import { baseOf, linkOf } from '@kaizenml/ml/tuning';
import type { ArtifactStore } from '../../artifacts/store.ts';

/** A model that can be corrected, and on which scale. */
export interface Base {
  readonly model: FittedModel;
  readonly link: TunedLink;
}

/**
 * The base of a stored model: the model itself, or of a fine-tuned one what it was made from.
 *
 * @throws ARTIFACT_NOT_FOUND, MODEL_ARTIFACT_INVALID, TARGET_UNUSABLE where its answers cannot be corrected
 */
export async function readBase(artifacts: ArtifactStore, artifact: ArtifactHash): Promise<Base> {
  const content = await artifacts.read(artifact, 'manifest.json');
  const manifest = checkManifest(parseArtifactJson('manifest.json', content));
  const model = baseOf(readFitted(manifest, await artifacts.read(artifact, 'weights.bin')));
  const found = linkOf(model.signature);
  if ('link' in found) return { model, link: found.link };
  throw new AppError('TARGET_UNUSABLE', {
    message: `A model that is fine-tuned must answer means or shares, but it ${found.reason}.`,
    hint: 'Let the retraining start over: `start: over`.',
    details: { artifact, reason: found.reason },
  });
}
