import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { parseOrderBy, parseRunFilter } from '../filters/index.ts';
import type { TrackedExperiment, TrackedExperiments, TrackingStore } from '../tracking/store.ts';
import { toShown } from './tracked.ts';
import { readParts, withParts } from './wanted-parts.ts';

/** Experiments that are read at once. */
const PAGE = 1000;

/** Searches runs that are not deleted. */
export const searchRuns =
  ({
    experiments,
    runs,
  }: Pick<TrackingStore, 'experiments' | 'runs'>): Handler<Operations['runs']['search']> =>
  async ({ filter, order, experiment, fields, limit, after }) => {
    const condition = filter === undefined ? undefined : parseRunFilter(filter);
    const orders = order === undefined ? [] : parseOrderBy(order.split(','), 'runs');
    const among = await experimentsAmong(experiments, experiment);
    const wanted = fields && readParts(fields);
    const names = new Map(among.map(({ id, name }) => [id, name]));
    const { items, next } = await runs.search(
      {
        ...{ experimentIds: [...names.keys()], orders, lifecycle: 'active' },
        ...(condition === undefined ? {} : { condition }),
      },
      { limit, after },
    );
    return {
      items: items
        .map((run) => (wanted === undefined ? run : withParts(run, wanted)))
        .map((run) => toShown(run, names.get(run.experimentId) ?? run.experimentId)),
      ...(next === undefined ? {} : { next }),
    };
  };

/** The experiment of a name, or every active one. @throws EXPERIMENT_NOT_FOUND */
export async function experimentsAmong(
  experiments: TrackedExperiments,
  name: string | undefined,
): Promise<readonly TrackedExperiment[]> {
  return name === undefined ? await readAll(experiments) : [await getOne(experiments, name)];
}

async function getOne(experiments: TrackedExperiments, name: string): Promise<TrackedExperiment> {
  const found = await experiments.findByName(name);
  if (found !== undefined) return found;
  throw new AppError('EXPERIMENT_NOT_FOUND', {
    message: `Experiment "${name}" does not exist.`,
    hint: 'See the names with `kaizen experiments list`.',
    details: { name },
  });
}

async function readAll(experiments: TrackedExperiments): Promise<readonly TrackedExperiment[]> {
  const all: TrackedExperiment[] = [];
  let after: string | undefined;
  do {
    const page = await experiments.search(
      { orders: [], lifecycle: 'active' },
      { limit: PAGE, after },
    );
    all.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return all;
}
