import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Clock } from '../kit/index.ts';
import type { TrackingStore } from '../tracking/store.ts';
import { ERROR } from './tracked.ts';

/** Writes down how a run has ended. */
export const endRun =
  ({
    tracking: { runs },
    clock,
  }: {
    readonly tracking: Pick<TrackingStore, 'runs'>;
    readonly clock: Clock;
  }): Handler<Operations['runs']['end']> =>
  async ({ id, status, error, endedAt }) => {
    const endedAtMs = endedAt === undefined ? clock.now() : Date.parse(endedAt);
    if (error !== undefined) await runs.log(id, { tags: { [ERROR]: error } });
    await runs.update(id, { status: status === 'stopped' ? 'killed' : status, endedAtMs });
    return { id, status, endedAt: new Date(endedAtMs).toISOString() };
  };
