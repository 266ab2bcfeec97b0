import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Lifecycle, TrackingStore } from '../tracking/store.ts';

/** Puts a run out of sight, or brings it back. */
export const setRunLifecycle =
  (
    { runs }: Pick<TrackingStore, 'runs'>,
    lifecycle: Lifecycle,
  ): Handler<Operations['runs']['delete']> =>
  async ({ id }) => {
    await runs.setLifecycle(id, lifecycle);
    return { id };
  };
