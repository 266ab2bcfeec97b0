import type { ArtifactHash } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/index.ts';
import { proveArtifact, type Release, type Sandbox } from './proof/index.ts';
import type { WarmUp } from './warm-up.ts';

/**
 * What a version goes through before requests may reach it: the proof in a process of its own, then being opened and tried here.
 *
 * @throws RELEASE_REFUSED, and every code of opening an artifact
 */
export type ReleaseGate = (release: Release) => Promise<void>;

/** Artifacts that were proven here; they never change. */
const MOST_PROVEN = 1000;

export function createReleaseGate({
  artifacts,
  warmUp,
  sandbox,
}: {
  readonly artifacts: Pick<ArtifactStore, 'pathOf'>;
  readonly warmUp: WarmUp;
  /** Where artifacts are tried. Default: each in a process of its own. */
  readonly sandbox?: Sandbox | undefined;
}): ReleaseGate {
  const proven = new Map<ArtifactHash, Promise<void>>();
  const prove = (release: Release): Promise<void> => {
    const { artifact } = release;
    const known = proven.get(artifact);
    if (known !== undefined) return known;
    if (proven.size >= MOST_PROVEN) proven.clear();
    const proving = proveArtifact(artifacts, release, sandbox && { sandbox });
    proven.set(artifact, proving);
    proving.catch(() => proven.delete(artifact));
    return proving;
  };
  return async (release) => {
    await prove(release);
    await warmUp.warm(release.artifact);
  };
}
