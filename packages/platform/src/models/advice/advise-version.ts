import { type ArtifactHash, toAppError, type VersionAdvice } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/index.ts';
import { CHAMPION } from '../resolve-model.ts';
import type { ModelStore, NewModelVersion } from '../store.ts';
import { comparePortraits } from './compare-portraits.ts';
import { readPortrait } from './portrait.ts';

/** Advice without its number, which the store gives when it registers the version. */
export type Advised = Omit<VersionAdvice, 'number'>;

/**
 * Compares an artifact that is about to be registered with the champion of its model, else with the newest version.
 *
 * @returns `major` where what was there before cannot be read any more: nobody knows then what callers rely on.
 */
export async function adviseVersion(
  {
    models,
    artifacts,
  }: {
    readonly models: Pick<ModelStore, 'versions'>;
    readonly artifacts: Pick<ArtifactStore, 'read'>;
  },
  { name, artifact }: Pick<NewModelVersion, 'name' | 'artifact'>,
): Promise<Advised> {
  const versions = await models.versions(name);
  const before = versions.find(({ aliases }) => aliases.includes(CHAMPION)) ?? versions[0];
  if (before === undefined)
    return { level: 'first', comparedWith: null, reason: 'It is the first version of its model.' };
  const { version } = before;
  const known = await readIfThere(artifacts, before.artifact);
  if (typeof known === 'string')
    return {
      ...{ level: 'major', comparedWith: version },
      reason: `Nobody can tell what callers of version ${version} rely on: ${known}`,
    };
  const compared = comparePortraits(
    { version, portrait: known },
    await readPortrait(artifacts, artifact),
  );
  return { ...compared, comparedWith: version };
}

const UNREADABLE: ReadonlySet<string> = new Set([
  'ARTIFACT_NOT_FOUND',
  'ARTIFACT_DAMAGED',
  'MODEL_ARTIFACT_INVALID',
]);

async function readIfThere(artifacts: Pick<ArtifactStore, 'read'>, artifact: ArtifactHash) {
  try {
    return await readPortrait(artifacts, artifact);
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (UNREADABLE.has(code)) return message;
    throw thrown;
  }
}
