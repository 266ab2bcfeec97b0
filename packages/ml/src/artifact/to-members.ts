import type { FittedModel } from './fitted-model.ts';
import type { ModelMember } from './model.ts';
import { getPredictor } from './predictors.ts';

/** The methods of a model as people are told of them. */
export function toMembers({
  members,
  combination,
}: Pick<FittedModel, 'members' | 'combination'>): readonly ModelMember[] {
  return members.map(({ estimator: { name }, states }, i) => ({
    title: getPredictor(name).title,
    weight:
      combination === undefined ? 1 : 'weights' in combination ? combination.weights[i] : null,
    nBagged: states.length,
  }));
}
