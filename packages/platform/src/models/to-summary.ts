import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { RegisteredModel } from './registry/index.ts';

type Summary = OutputOf<Operations['models']['alias']>;

/** A registered model as lists tell it. */
export function toSummary(model: RegisteredModel): Summary {
  const { name, description, task, target, updatedAt } = model;
  return {
    ...{ name, description, task, target, updatedAt },
    latestVersion: model.newestAnswering,
    tags: { ...model.tags },
    aliases: { ...model.aliases },
  };
}
