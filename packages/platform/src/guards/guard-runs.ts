import { toAppError } from '@kaizenml/contracts';
import type { Rights, Role } from '../access/index.ts';
import { experimentNotFound, runNotFound } from '../storage/index.ts';
import type { TrackedRuns, TrackingStore } from '../tracking/store.ts';
import { assertLoggedModels } from './guard-logged-models.ts';
import { nameClosed } from './refusals.ts';
import { assertAt, assertEverywhere, experimentAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

type Rooms = Pick<TrackingStore, 'runs' | 'models'>;

/** Refuses what needs a role at the experiment of a run. @throws RUN_NOT_FOUND, ACCESS_FORBIDDEN */
export async function assertRun(
  { runs }: Pick<Rooms, 'runs'>,
  rights: Rights,
  { role, id }: { readonly role: Role; readonly id: string },
): Promise<void> {
  if (rights.has(role)) return;
  const experiment = (await runs.experimentsOf([id])).get(id);
  const found = experiment === undefined ? undefined : experimentAt(experiment);
  assertAt(rights, role, { found, notFound: () => runNotFound(id) });
}

/** Those of experiments that may be looked at. */
export function seenOf(rights: Rights, experimentIds: readonly string[]): readonly string[] {
  return experimentIds.filter((id) => rights.has('read', experimentAt(id)));
}

/**
 * Runs as an account sees them: those of experiments that it may look at. What a run says of a logged model of another experiment
 * becomes part of that model, so that it needs a role there, too.
 */
export function guardRuns({ runs, models }: Rooms): TrackedRuns {
  const needs =
    (role: Role) =>
    (rights: Rights, id: string): Promise<void> =>
      assertRun({ runs }, rights, { role, id });
  const experimentsSeen = async (rights: Rights, ids: readonly string[]) => {
    const found = await runs.experimentsOf(ids);
    return new Map([...found].filter(([, id]) => rights.has('read', experimentAt(id))));
  };
  const mayRead = async (rights: Rights, id: string) =>
    rights.has('read') || (await experimentsSeen(rights, [id])).has(id);
  return {
    create: narrowed(runs, 'create', async (rights, run) => {
      const { experimentId, artifactUri } = run;
      assertAt(rights, 'write', {
        found: experimentAt(experimentId),
        notFound: () => experimentNotFound(experimentId),
      });
      if (artifactUri !== undefined) assertEverywhere(rights, 'admin');
      try {
        return await runs.create(run);
      } catch (thrown) {
        const { id } = run;
        const isTaken = toAppError(thrown).code === 'RUN_EXISTS' && id !== undefined;
        if (isTaken && !(await mayRead(rights, id))) throw nameClosed(rights, 'run', id);
        throw thrown;
      }
    }),
    find: narrowed(runs, 'find', async (rights, id) =>
      (await mayRead(rights, id)) ? runs.find(id) : undefined,
    ),
    experimentsOf: narrowed(runs, 'experimentsOf', experimentsSeen),
    update: allowed(runs, 'update', needs('write')),
    log: allowed(runs, 'log', async (rights, id, { metrics = [] }) => {
      await needs('write')(rights, id);
      const named = metrics.flatMap(({ modelId }) => modelId ?? []);
      await assertLoggedModels(models, rights, { role: 'write', ids: named });
    }),
    logInputs: allowed(runs, 'logInputs', async (rights, id, inputs) => {
      await needs('write')(rights, id);
      await assertLoggedModels(models, rights, { role: 'read', ids: inputs.models ?? [] });
    }),
    logOutputs: allowed(runs, 'logOutputs', async (rights, id, made) => {
      await needs('write')(rights, id);
      const ids = made.map(({ modelId }) => modelId);
      await assertLoggedModels(models, rights, { role: 'write', ids });
    }),
    setLifecycle: allowed(runs, 'setLifecycle', needs('admin')),
    purge: allowed(runs, 'purge', needs('admin')),
    search: narrowed(runs, 'search', (rights, search, page) =>
      runs.search(seen(rights, search), page),
    ),
    group: narrowed(runs, 'group', async (rights, search, page) =>
      runs.group(seen(rights, search), page),
    ),
    datasetsOf: narrowed(runs, 'datasetsOf', (rights, ids) => runs.datasetsOf(seenOf(rights, ids))),
  };
}

function seen<Search extends { readonly experimentIds: readonly string[] }>(
  rights: Rights,
  search: Search,
): Search {
  return { ...search, experimentIds: seenOf(rights, search.experimentIds) };
}
