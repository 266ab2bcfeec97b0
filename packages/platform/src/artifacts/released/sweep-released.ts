import type { ArtifactHash } from '@kaizenml/contracts';
import type { ArtifactStore } from '../store.ts';
import type { FreedArtifact, ReleasedArtifactStore, SettledArtifacts } from './store.ts';

/** What a sweep stands on. */
export interface ReleasedParts {
  readonly released: ReleasedArtifactStore;
  readonly artifacts: Pick<ArtifactStore, 'setAside' | 'discard'>;
}

/**
 * Removes the bytes of artifacts that were let go and that nothing holds. They leave their places while nobody can begin to hold
 * them, and the disk once that is committed; what a killed process had set aside goes when the home is opened.
 *
 * @param only Artifacts of these hashes. Default: all that were let go.
 * @throws HOME_NOT_WRITABLE; what was let go stays so, and is swept again
 */
export async function sweepReleased(
  { released, artifacts }: ReleasedParts,
  only?: readonly ArtifactHash[],
): Promise<SettledArtifacts> {
  if (only?.length === 0) return { freed: [], left: new Map() };
  const aside: string[] = [];
  const settled = await released.settle({
    only,
    async take(unheld) {
      const freed: FreedArtifact[] = [];
      for (const { hash } of unheld) {
        const taken = await artifacts.setAside(hash);
        if (taken === undefined) continue;
        const { path, ...size } = taken;
        aside.push(path);
        freed.push({ hash, ...size });
      }
      return freed;
    },
  });
  await artifacts.discard(aside);
  return settled;
}
