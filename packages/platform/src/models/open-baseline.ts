import type { ArtifactHash } from '@kaizenml/contracts';
import { BASELINE_FILE, type Baseline, unpackBaseline } from '@kaizenml/ml/windows';
import type { ArtifactStore } from '../artifacts/index.ts';
import { readIfThere } from './read-if-there.ts';

/**
 * What later rows of a model are compared with. Beside the model and not with it: who answers needs no baseline, and who compares
 * needs no model.
 *
 * @returns undefined of an artifact without one: older ones, forecasts, and models that were not measured here.
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, MODEL_ARTIFACT_INVALID
 */
export async function openBaseline(
  artifacts: Pick<ArtifactStore, 'read'>,
  hash: ArtifactHash,
): Promise<Baseline | undefined> {
  const bytes = await readIfThere((file) => artifacts.read(hash, file), BASELINE_FILE);
  return bytes && unpackBaseline(bytes);
}
