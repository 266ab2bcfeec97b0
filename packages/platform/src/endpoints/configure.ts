import { asId, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import type { Answerers, ModelResolver } from '../models/index.ts';
import { whoAsks } from '../who-asks.ts';
import { findChecked } from './check-settings.ts';
import { type EndpointDeps, toEndpoint } from './endpoint.ts';
import { endpointNotFound } from './endpoint-not-found.ts';

/** What changing the settings of an endpoint stands on. */
export interface ConfigureDeps extends EndpointDeps {
  readonly answerers: Answerers;
  readonly resolver: Pick<ModelResolver, 'resolve'>;
  /** Told after the change, so that the next request keeps to it. */
  readonly onChange: () => void;
}

/** Replaces the settings of an endpoint, once the version that answers has understood them. */
export const configureEndpoint =
  (deps: ConfigureDeps): MachineHandler<Operations['endpoints']['configure']> =>
  async ({ name, settings, note }, machine, asked) => {
    const { models, endpoints, onChange } = deps;
    const found = await findChecked(asId<ModelName>(name), settings, deps);
    if (found === undefined) throw await endpointNotFound(models, name);
    const {
      model,
      problems: [problem],
    } = found;
    if (problem !== undefined) throw problem.thrown;
    await endpoints.put(model.name, settings, { note, who: whoAsks(machine, asked) });
    onChange();
    return toEndpoint(model, deps);
  };
