import type { Rights, Role } from '../access/index.ts';
import { experimentNotFound, loggedModelNotFound } from '../storage/index.ts';
import type { LoggedModels } from '../tracking/store.ts';
import { assertAt, experimentAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/** Refuses what needs a role at the experiments of logged models. @throws LOGGED_MODEL_NOT_FOUND, ACCESS_FORBIDDEN */
export async function assertLoggedModels(
  models: Pick<LoggedModels, 'experimentsOf'>,
  rights: Rights,
  { role, ids: named }: { readonly role: Role; readonly ids: readonly string[] },
): Promise<void> {
  if (named.length === 0 || rights.has(role)) return;
  const ids = [...new Set(named)];
  const experiments = await models.experimentsOf(ids);
  for (const id of ids) {
    const experiment = experiments.get(id);
    const found = experiment === undefined ? undefined : experimentAt(experiment);
    assertAt(rights, role, { found, notFound: () => loggedModelNotFound(id) });
  }
}

/** Logged models as an account sees them: those of experiments that it may look at. */
export function guardLoggedModels(models: LoggedModels): LoggedModels {
  const needs =
    (role: Role) =>
    (rights: Rights, id: string): Promise<void> =>
      assertLoggedModels(models, rights, { role, ids: [id] });
  const experimentsSeen = async (rights: Rights, ids: readonly string[]) => {
    const found = await models.experimentsOf(ids);
    return new Map([...found].filter(([, id]) => rights.has('read', experimentAt(id))));
  };
  return {
    create: allowed(models, 'create', (rights, { experimentId }) =>
      assertAt(rights, 'write', {
        found: experimentAt(experimentId),
        notFound: () => experimentNotFound(experimentId),
      }),
    ),
    find: narrowed(models, 'find', async (rights, id) =>
      rights.has('read') || (await experimentsSeen(rights, [id])).has(id)
        ? models.find(id)
        : undefined,
    ),
    experimentsOf: narrowed(models, 'experimentsOf', experimentsSeen),
    setStatus: allowed(models, 'setStatus', needs('write')),
    setTags: allowed(models, 'setTags', needs('write')),
    addParams: allowed(models, 'addParams', needs('write')),
    delete: allowed(models, 'delete', needs('admin')),
    search: narrowed(models, 'search', (rights, search, page) => {
      const experimentIds = search.experimentIds.filter((id) =>
        rights.has('read', experimentAt(id)),
      );
      return models.search({ ...search, experimentIds }, page);
    }),
  };
}
