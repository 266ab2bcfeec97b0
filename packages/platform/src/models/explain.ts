import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ModelCache } from './model-cache.ts';
import type { ModelResolver } from './resolver.ts';

export const explainRow =
  (resolver: ModelResolver, models: ModelCache): Handler<Operations['models']['explain']> =>
  async ({ name, row }) => {
    const { name: modelName, version, artifact } = await resolver.resolve(name);
    const { model } = await models.get(artifact);
    const { prediction, probabilities, quantiles, explained, average, answer, contributions } =
      model.explain(row);
    return {
      model: modelName,
      version,
      prediction,
      ...(probabilities === undefined ? {} : { probabilities: { ...probabilities } }),
      ...(quantiles === undefined ? {} : { quantiles: { ...quantiles } }),
      explained,
      average,
      answer,
      contributions: contributions.map(({ words, ...own }) => ({
        ...own,
        ...(words === undefined ? {} : { words: [...words] }),
      })),
    };
  };
