import { AppError, type ArtifactHash } from '@kaizenml/contracts';
import type { ModelCache } from './model-cache.ts';
import type { OpenedModel } from './open.ts';
import type { ModelVersionRecord } from './store.ts';

/** A version, and what its owner calls it. */
export interface NamedArtifact {
  /** `name/version`. */
  readonly model: string;
  readonly artifact: ArtifactHash;
}

/** What the owner of a version calls it. */
export function nameOf({
  name,
  version,
  artifact,
}: Pick<ModelVersionRecord, 'name' | 'version' | 'artifact'>): NamedArtifact {
  return { model: `${name}/${version}`, artifact };
}

/**
 * The model of a version that KaizenML reads itself; a refusal names the version and not its artifact.
 *
 * @throws MODEL_FOREIGN, MODEL_FORECASTS, and every code of opening an artifact
 */
export async function openReadable(
  models: Pick<ModelCache, 'get'>,
  { model, artifact }: NamedArtifact,
): Promise<OpenedModel> {
  try {
    return await models.get(artifact);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !OTHER_KINDS.has(thrown.code)) throw thrown;
    throw new AppError(thrown.code, {
      message: thrown.message.replace(`The model in ${artifact}`, `The model "${model}"`),
      ...(thrown.hint === undefined ? {} : { hint: thrown.hint }),
      details: { ...thrown.details, model },
      cause: thrown,
    });
  }
}

const OTHER_KINDS: ReadonlySet<string> = new Set(['MODEL_FOREIGN', 'MODEL_FORECASTS']);
