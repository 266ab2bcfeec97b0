import type { Rights } from '../access/index.ts';
import type { TrackedExperiments, TrackedRuns } from '../tracking/store.ts';
import type { ViewRecord, ViewStore } from '../views/store.ts';
import { inPages } from './in-pages.ts';
import { nameClosed } from './refusals.ts';
import { assertEverywhere, experimentAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/** Views that are looked through at once. */
const PAGE = 1000;
/** Parts of an address that hold ids of runs, with commas between. */
const WITH_RUNS = ['runs', 'picked', 'why'];

/** Where is known what views name. */
export interface ViewParts {
  readonly views: ViewStore;
  readonly experiments: Pick<TrackedExperiments, 'findByName'>;
  readonly runs: Pick<TrackedRuns, 'experimentsOf'>;
}

/**
 * Views as an account sees them: those that name no experiment and no run that it may not look at. It replaces and removes those that it
 * saved itself; those of others need `write` everywhere.
 */
export function guardViews({ views, experiments, runs }: ViewParts): ViewStore {
  const isSeen = async (rights: Rights, { query }: Pick<ViewRecord, 'query'>) => {
    const said = new URLSearchParams(query);
    const ids = WITH_RUNS.flatMap((key) => said.get(key)?.split(',') ?? []).filter(Boolean);
    const ofRuns = await runs.experimentsOf(ids);
    const named = said.get('experiment') ?? undefined;
    const found = named === undefined ? undefined : await experiments.findByName(named);
    const needed = [
      ...ids.map((id) => ofRuns.get(id)),
      ...(named === undefined ? [] : [found?.id]),
    ];
    return needed.every((id) => id !== undefined && rights.has('read', experimentAt(id)));
  };
  const find = async (name: string): Promise<ViewRecord | undefined> => {
    let after: string | undefined;
    do {
      const page = await views.list({ limit: PAGE, after });
      const found = page.items.find((view) => view.name === name);
      if (found !== undefined) return found;
      after = page.next;
    } while (after !== undefined);
    return undefined;
  };
  return {
    save: allowed(views, 'save', async (rights, { name }) => {
      const known = await find(name);
      if (known === undefined || known.savedBy === rights.account) return;
      if (!(await isSeen(rights, known))) throw nameClosed(rights, 'view', name);
      assertEverywhere(rights, 'write');
    }),
    list: narrowed(views, 'list', (rights, page) =>
      inPages(
        page,
        (part) => views.list(part),
        (view) => isSeen(rights, view),
      ),
    ),
    remove: narrowed(views, 'remove', async (rights, name) => {
      const known = await find(name);
      if (known === undefined || !(await isSeen(rights, known))) return false;
      if (known.savedBy !== rights.account) assertEverywhere(rights, 'write');
      return views.remove(name);
    }),
  };
}
