import type { ArtifactHash } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { openStoredModel } from '../models/index.ts';

/** Opens a model that answers rows; each call of what comes back answers one of the training rows that its artifact keeps, in turn. */
export async function askRows(
  artifacts: Pick<ArtifactStore, 'read'>,
  artifact: ArtifactHash,
): Promise<() => unknown> {
  const { model, explain } = await openStoredModel(artifacts, artifact);
  const { background } = explain;
  let asked = 0;
  return () => model.predictRow(background[asked++ % background.length] ?? {});
}
