import { toAppError } from '@kaizenml/contracts';
import type { Own, Rights, Role } from '../access/index.ts';
import { findTreeFolder } from '../artifacts/index.ts';
import { experimentNotFound } from '../storage/index.ts';
import type { Condition, TrackedExperiments } from '../tracking/store.ts';
import { accessForbidden, nameClosed } from './refusals.ts';
import { assertAt, experimentAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/**
 * Experiments as an account sees them. Whoever creates one is its `admin`, and has its files where the server puts them: a place of
 * one's own choice could be that of another experiment.
 */
export function guardExperiments(experiments: TrackedExperiments, own: Own): TrackedExperiments {
  const mayRead = (rights: Rights, id: string) => rights.has('read', experimentAt(id));
  const needs =
    (role: Role) =>
    (rights: Rights, id: string): void =>
      assertAt(rights, role, {
        found: experimentAt(id),
        notFound: () => experimentNotFound(id),
      });
  const findByName = narrowed(experiments, 'findByName', async (rights, name) => {
    const found = await experiments.findByName(name);
    return found !== undefined && mayRead(rights, found.id) ? found : undefined;
  });
  const withOpenName = async <T>(rights: Rights, name: string, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (thrown) {
      const isTaken = toAppError(thrown).code === 'EXPERIMENT_EXISTS';
      if (isTaken && (await findByName(name)) === undefined)
        throw nameClosed(rights, 'experiment', name);
      throw thrown;
    }
  };
  return {
    create: narrowed(experiments, 'create', async (rights, experiment) => {
      const isAdmin = rights.has('admin');
      if (!isAdmin && isOurs(experiment.artifactLocation)) throw accessForbidden(rights, 'admin');
      const made = await withOpenName(rights, experiment.name, experiments.create(experiment));
      if (!isAdmin) await own(rights, experimentAt(made.id));
      return made;
    }),
    find: narrowed(experiments, 'find', async (rights, id) =>
      mayRead(rights, id) ? experiments.find(id) : undefined,
    ),
    findByName,
    search: narrowed(experiments, 'search', async (rights, { condition, ...search }, page) => {
      const ids = rights.readable('experiment');
      const seen = ids === undefined ? [] : [isOneOf(ids)];
      const of = [...seen, ...(condition === undefined ? [] : [condition])];
      return experiments.search({ ...search, condition: { kind: 'all', of } }, page);
    }),
    rename: narrowed(experiments, 'rename', async (rights, id, name) => {
      needs('admin')(rights, id);
      await withOpenName(rights, name, experiments.rename(id, name));
    }),
    setLifecycle: allowed(experiments, 'setLifecycle', needs('admin')),
    setTags: allowed(experiments, 'setTags', needs('write')),
  };
}

function isOneOf(ids: ReadonlySet<string>): Condition {
  const field = { of: 'attribute', key: 'experiment_id' } as const;
  return { kind: 'in', field, values: [...ids], isNegated: false };
}

/** Whether a URI may lead to the files of this server. */
function isOurs(uri: string | undefined): boolean {
  if (uri === undefined) return false;
  return uri.startsWith('mlflow-artifacts:') || findTreeFolder(uri) !== undefined;
}
