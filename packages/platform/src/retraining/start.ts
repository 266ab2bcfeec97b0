import { AppError, asId, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { endpointNotFound } from '../endpoints/index.ts';
import { whoAsks } from '../who-asks.ts';
import { beginRetraining } from './beginning/begin.ts';
import type { TableDeps } from './deps.ts';
import type { RetrainingRecord } from './store.ts';
import { toRetraining } from './to-view.ts';

/** What beginning one by hand stands on. */
export interface StartDeps extends TableDeps {
  /** Makes keys for those that bring none. */
  readonly nextId: () => string;
}

/** Begins a retraining because somebody says so; the keeper of the server takes it further. */
export const startRetraining =
  (deps: StartDeps): MachineHandler<Operations['retrainings']['start']> =>
  async ({ endpoint, because, since, without, key }, machine, asked) => {
    const { store } = deps;
    if ((await store.models.find(asId<ModelName>(endpoint))) === undefined)
      throw await endpointNotFound(store.models, endpoint);
    const columns = (without ?? '').split(',').map((name) => name.trim());
    const begun = await beginRetraining(deps, {
      ...{ endpoint, trigger: 'by-hand', cause: because, since },
      key: key ?? `by-hand:${deps.nextId()}`,
      without: columns.filter((name) => name !== ''),
      who: whoAsks(machine, asked),
    });
    if (begun.kind === 'begun') return toRetraining(begun.record);
    if (begun.kind === 'active') throw active(begun.record);
    throw new AppError('RETRAINING_IMPOSSIBLE', {
      message: `Endpoint "${endpoint}" cannot be trained anew now: ${begun.why}`,
      hint: `See its policy with \`kaizen endpoints show ${endpoint}\`.`,
      details: { endpoint, why: begun.why },
    });
  };

function active({ id, endpoint, cause }: RetrainingRecord): AppError {
  return new AppError('RETRAINING_ACTIVE', {
    message: `Endpoint "${endpoint}" must have no retraining under way, got "${id}": ${cause}`,
    hint: `Wait for its end, or stop it with \`kaizen retrainings stop ${id}\`.`,
    details: { endpoint, id },
  });
}
