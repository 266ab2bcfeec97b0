import { AppError, asId, type ModelName } from '@kaizenml/contracts';
import type { Rights, Thing } from '../access/index.ts';
import type { Store } from '../storage/store.ts';

/** Where a role is to hold, as somebody said it. */
export interface SaidPlace {
  /** Id, or the name of one that is no id. */
  readonly experiment?: string | undefined;
  readonly model?: string | undefined;
}

/** Where experiments and models are looked up. */
export type PlaceStores = Pick<Store, 'tracking' | 'registry'>;

/**
 * Where a role is to hold; null for everywhere. What who asks may not look at is not there for them.
 *
 * @throws ARGUMENT_INVALID, EXPERIMENT_NOT_FOUND, MODEL_NOT_FOUND
 */
export async function resolvePlace(
  { tracking, registry }: PlaceStores,
  { experiment, model }: SaidPlace,
  rights: Rights | undefined,
): Promise<Thing | null> {
  const isSeen = (thing: Thing) => rights === undefined || rights.has('read', thing);
  if (experiment !== undefined && model !== undefined) throw twoPlaces(experiment, model);
  if (experiment !== undefined) {
    const { experiments } = tracking;
    const found =
      (await experiments.find(experiment)) ?? (await experiments.findByName(experiment));
    const thing = found && ({ kind: 'experiment', id: found.id } as const);
    if (thing !== undefined && isSeen(thing)) return thing;
    throw new AppError('EXPERIMENT_NOT_FOUND', {
      message: `Experiment "${experiment}" does not exist.`,
      hint: 'See the names with `kaizen experiments list`.',
      details: { experiment },
    });
  }
  if (model === undefined) return null;
  const thing = { kind: 'model', id: model } as const;
  if ((await registry.findModel(asId<ModelName>(model))) !== undefined && isSeen(thing))
    return thing;
  throw new AppError('MODEL_NOT_FOUND', {
    message: `No model is called "${model}".`,
    hint: 'See the names with `kaizen models list`.',
    details: { name: model },
  });
}

/** How a sentence names the place of a role. */
export function sayPlace(thing: Thing | null): string {
  if (thing === null) return 'everywhere';
  return thing.kind === 'model' ? `at model "${thing.id}"` : `at experiment ${thing.id}`;
}

/** The flags of a command that name the place of a role. */
export function flagsOf(thing: Thing | null): string {
  return thing === null ? '' : ` --${thing.kind} ${thing.id}`;
}

function twoPlaces(experiment: string, model: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `A role must be given at one thing, got the experiment "${experiment}" and the model "${model}".`,
    hint: 'Give it twice, once at each.',
    details: { experiment, model },
  });
}
