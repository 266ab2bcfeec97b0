import { asId, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import type { ReleaseGate } from './release.ts';
import { getModel, resolveModel } from './resolve-model.ts';
import type { ModelStore } from './store.ts';

/** What moving an alias stands on. */
export interface AliasDeps {
  readonly store: ModelStore;
  readonly release: Pick<ReleaseGate, 'pass'>;
  /** Told after the move, so that the next request goes the new way. */
  readonly onChange: () => void;
}

/** Points an alias at a version that has proven that it answers, and is open. */
export const pointAlias =
  ({ store, release, onChange }: AliasDeps): MachineHandler<Operations['models']['alias']> =>
  async ({ name, alias, version, note }, machine, asked) => {
    const { name: known } = await getModel(store, asId<ModelName>(name));
    const { artifact } = await resolveModel(store, `${known}/${version}`);
    await release.pass({ name: known, artifact });
    const who = whoAsks(machine, asked);
    await store.setAlias(known, alias, version, { by: 'person', who, why: note });
    onChange();
    const changed = await getModel(store, known);
    return { ...changed, aliases: { ...changed.aliases } };
  };
