import type { ArtifactStore } from '../artifacts/store.ts';
import { CHAMPION, proveArtifact, type Sandbox } from '../models/index.ts';
import type { ModelVersionRecord, NewModelVersion } from '../models/store.ts';
import type { Store } from '../storage/store.ts';

/** What registering stands on. */
export interface EnsureDeps {
  readonly store: Pick<Store, 'models'>;
  readonly artifacts: Pick<ArtifactStore, 'pathOf'>;
  /** A process for the proof that was started before. Default: one is started. */
  readonly sandbox?: Sandbox | undefined;
}

/**
 * Registers an artifact as the new champion of its model, unless the newest version is that artifact already. Before that
 * it has proven in a process of its own that it answers.
 *
 * @returns The version that holds the artifact.
 * @throws RELEASE_REFUSED
 */
export async function ensureChampion(
  { store: { models }, artifacts, sandbox }: EnsureDeps,
  model: Omit<NewModelVersion, 'aliases'>,
): Promise<ModelVersionRecord> {
  const [newest] = await models.versions(model.name);
  if (newest?.artifact === model.artifact) return newest;
  await proveArtifact(artifacts, model, sandbox && { sandbox });
  return models.register({ ...model, aliases: [CHAMPION] });
}
