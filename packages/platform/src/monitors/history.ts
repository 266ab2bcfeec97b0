import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { readInstantMs } from '../kit/index.ts';
import type { ModelStore } from '../models/index.ts';
import { assertWatched, subjectOf } from './datasets/index.ts';
import type { MonitorStore } from './store.ts';
import { toVerdict } from './to-verdict.ts';

/** What showing the past of a monitor stands on. */
export interface HistoryDeps {
  readonly monitors: Pick<MonitorStore, 'find' | 'verdicts'>;
  readonly store: Pick<ModelStore, 'find' | 'list'>;
}

/** Verdicts of an endpoint or a dataset over time. */
export const historyOfMonitor =
  ({ monitors, store }: HistoryDeps): Handler<Operations['monitors']['history']> =>
  async ({ endpoint, from, to, limit, column }) => {
    await assertWatched({ monitors, store }, endpoint);
    const found = await monitors.verdicts(subjectOf(endpoint), {
      ...(from !== undefined && { from: instantOf('from', from) }),
      ...(to !== undefined && { to: instantOf('to', to) }),
      limit,
    });
    return { endpoint, items: found.map((verdict) => toVerdict(verdict, column)) };
  };

function instantOf(name: string, text: string): string {
  return new Date(readInstantMs(name, text)).toISOString();
}
