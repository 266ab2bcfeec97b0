import type { ArtifactHash, Row } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import type { Answerers } from './answerers.ts';
import { inTurns } from './in-turns.ts';
import type { ModelCache } from './model-cache.ts';
import { openReadable } from './open-readable.ts';
import type { ModelResolver } from './resolver.ts';

export const explainRow =
  (
    resolver: ModelResolver,
    models: ModelCache,
    answerers: Pick<Answerers, 'findStated'>,
  ): MachineHandler<Operations['models']['explain']> =>
  async ({ name, row }, _machine, asked) => {
    const { name: modelName, version, artifact } = await resolver.resolve(name);
    const by = await findExplaining(answerers, { artifact, row });
    const { model } = await openReadable(models, {
      model: by.model ?? `${modelName}/${version}`,
      artifact: by.artifact,
    });
    const { prediction, probabilities, quantiles, explained, average, answer, contributions } =
      await inTurns(model.explainSteps(by.row), asked?.signal);
    return {
      model: modelName,
      version,
      prediction,
      ...(probabilities === undefined ? {} : { probabilities: { ...probabilities } }),
      ...(quantiles === undefined ? {} : { quantiles: { ...quantiles } }),
      explained,
      ...(by.model === undefined ? {} : { explainer: by.model }),
      average,
      answer,
      contributions: contributions.map(({ words, ...own }) => ({
        ...own,
        ...(words === undefined ? {} : { words: [...words] }),
      })),
    };
  };

interface Explaining {
  readonly artifact: ArtifactHash;
  readonly row: Row;
  /** `name/version`, where it is another model than was asked. */
  readonly model?: string;
}

/** The model that explains: the one that was asked, or of a graph the one on the way of the row. */
async function findExplaining(
  answerers: Pick<Answerers, 'findStated'>,
  asked: Explaining,
): Promise<Explaining> {
  const stated = await answerers.findStated(asked.artifact);
  if (stated?.explainedBy === undefined) return asked;
  return await findExplaining(answerers, await stated.explainedBy(asked.row));
}
