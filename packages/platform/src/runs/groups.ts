import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { parseOrderBy, parseRunFilter } from '../filters/index.ts';
import type { TrackingStore } from '../tracking/store.ts';
import { experimentsAmong } from './search.ts';

/** Groups runs by a field. */
export const groupRuns =
  ({
    experiments,
    runs,
  }: Pick<TrackingStore, 'experiments' | 'runs'>): Handler<Operations['runs']['groups']> =>
  async ({ by, metrics, filter, experiment, limit }) => {
    const [order] = parseOrderBy([by], 'runs');
    if (order === undefined || order.field.of === 'metric') throw notGroupable(by);
    const condition = filter === undefined ? undefined : parseRunFilter(filter);
    const among = await experimentsAmong(experiments, experiment);
    const groups = await runs.group(
      {
        ...{ experimentIds: among.map(({ id }) => id), by: order.field },
        metrics: [...new Set(metrics)],
        ...(condition === undefined ? {} : { condition }),
      },
      { limit },
    );
    return {
      groups: groups.map(({ lastStartedAtMs, ...group }) => ({
        ...group,
        metrics: [...group.metrics],
        lastStartedAt: new Date(lastStartedAtMs).toISOString(),
      })),
      isCut: groups.length === limit,
    };
  };

function notGroupable(by: string): AppError {
  return new AppError('SEARCH_INVALID', {
    message: `by must be a param, a tag or an attribute of runs, got \`${by}\`.`,
    hint: 'Write it as in `params.model`. Metrics have as many values as runs: filter by them.',
    details: { text: by, at: 0, expected: 'a param, a tag or an attribute', found: by },
  });
}
