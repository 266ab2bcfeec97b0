import type { ArtifactHash } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/index.ts';
import type { Answerers } from './answerers.ts';
import { proveArtifact, proveStated, type Release, type Sandbox } from './proof/index.ts';
import type { WarmUp } from './warm-up.ts';

/** What a version goes through before requests may reach it. */
export interface ReleaseGate {
  /**
   * Lets an artifact prove that it answers: in a process of its own, or here where it is no model of ours but was stated.
   *
   * @throws RELEASE_REFUSED, and every code of opening an artifact
   */
  prove(release: Release): Promise<void>;
  /** The proof, then being opened and tried here. @throws As `prove` */
  pass(release: Release): Promise<void>;
}

/** Artifacts that were proven here; they never change. */
const MOST_PROVEN = 1000;

export function createReleaseGate({
  artifacts,
  answerers,
  warmUp,
  sandbox,
}: {
  readonly artifacts: Pick<ArtifactStore, 'pathOf'>;
  readonly answerers: Pick<Answerers, 'get' | 'findStated'>;
  readonly warmUp: WarmUp;
  /** Where artifacts are tried. Default: each in a process of its own. */
  readonly sandbox?: Sandbox | undefined;
}): ReleaseGate {
  const proven = new Map<ArtifactHash, Promise<void>>();
  const proveOnce = (release: Release): Promise<void> => {
    const { artifact } = release;
    const known = proven.get(artifact);
    if (known !== undefined) return known;
    if (proven.size >= MOST_PROVEN) proven.clear();
    const proving = proveArtifact(artifacts, release, sandbox && { sandbox });
    proven.set(artifact, proving);
    proving.catch(() => proven.delete(artifact));
    return proving;
  };
  const prove: ReleaseGate['prove'] = async (release) => {
    const stated = await answerers.findStated(release.artifact);
    if (stated === undefined) return await proveOnce(release);
    // Servers change while artifacts do not: what was stated is proven every time.
    const { answer } = await answerers.get(release.artifact);
    await proveStated(release, { ...stated, answer }, { proveMember: prove });
  };
  return {
    prove,
    async pass(release) {
      await prove(release);
      await warmUp.warm(release.artifact);
    },
  };
}
