import { AppError } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/store.ts';
import {
  adviseVersion,
  CHAMPION,
  type ModelRules,
  proveArtifact,
  type Sandbox,
} from '../models/index.ts';
import type { ModelVersionRecord, NewModelVersion } from '../models/store.ts';
import type { Store } from '../storage/store.ts';
import type { Succession } from './succession/judge-succession.ts';

/** What registering stands on. */
export interface EnsureDeps {
  readonly store: Pick<Store, 'models' | 'approvals' | 'registry'>;
  readonly artifacts: Pick<ArtifactStore, 'pathOf' | 'read'>;
  /** A process for the proof that was started before. Default: one is started. */
  readonly sandbox?: Sandbox | undefined;
}

/** A version that was registered, and what was decided about the champion. */
export interface Ensured {
  readonly version: ModelVersionRecord;
  /** Absent where there was no champion, or nobody judges. */
  readonly succession?: Succession;
}

/** Alias of the newest version that a run registered and did not make the champion. */
export const CHALLENGER = 'challenger';

/**
 * Registers an artifact as a new version of its model, unless the newest version is that artifact already. Before that it has proven
 * in a process of its own that it answers. It becomes the champion where there is none, or `judge` lets it take over; else the
 * challenger, as it is where the rules of its model ask for what no new version has.
 *
 * @param judge Compares it with the champion. Default: it takes over.
 * @throws RELEASE_REFUSED
 */
export async function ensureChampion(
  { store: { models, approvals }, artifacts, sandbox }: EnsureDeps,
  model: Omit<NewModelVersion, 'aliases' | 'advice'>,
  judge?: (champion: ModelVersionRecord) => Promise<Succession>,
): Promise<Ensured> {
  const versions = await models.versions(model.name);
  const [newest] = versions;
  const champion = versions.find(({ aliases }) => aliases.includes(CHAMPION));
  if (newest?.artifact === model.artifact && (champion === newest || champion === undefined))
    return { version: newest };
  const succession = champion && judge && (await judge(champion));
  if (newest?.artifact === model.artifact)
    return { version: newest, ...(succession && { succession }) };
  await proveArtifact(artifacts, model, sandbox && { sandbox });
  const advice = await adviseVersion({ models, artifacts }, model);
  for (;;) {
    const waits = waitsFor(await approvals.rulesOf(model.name));
    const judged = waits === undefined ? succession : withheld(waits, succession, champion);
    const alias = judged?.takesOver === false ? CHALLENGER : CHAMPION;
    try {
      const aliases = judged?.isAside === true ? [] : [alias];
      const version = await models.register({ ...model, advice, aliases });
      return { version, ...(judged && { succession: judged }) };
    } catch (thrown) {
      // Somebody made rules since they were read.
      if (alias !== CHAMPION || !isUnapproved(thrown)) throw thrown;
    }
  }
}

function isUnapproved(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'RELEASE_UNAPPROVED';
}

/** What a version cannot have at the moment at which it is registered; undefined where nothing is asked for. */
function waitsFor({ nApprovals, isDescribed }: ModelRules): string | undefined {
  const asked = [
    ...(nApprovals === 0 ? [] : [nApprovals === 1 ? 'an approval' : `${nApprovals} approvals`]),
    ...(isDescribed ? ['a description'] : []),
  ];
  return asked.length === 0 ? undefined : asked.join(' and ');
}

function withheld(
  waits: string,
  succession: Succession | undefined,
  champion: ModelVersionRecord | undefined,
): Succession {
  const waiting = `It waits for ${waits} before it can become the champion.`;
  if (succession?.takesOver === false)
    return { ...succession, sentence: `${succession.sentence} ${waiting}` };
  const known = { champion: champion?.version ?? null, gain: null, nRows: null, ...succession };
  return { ...known, takesOver: false, sentence: waiting };
}
