import type { Kysely } from 'kysely';
import type { TrackedRun, TrackingStore } from '../../tracking/store.ts';
import type { Schema } from '../schema.ts';
import {
  createRuns,
  logBatches,
  type NewRun,
  type RunLog,
  type TrackingTools,
} from '../tables/tracking/index.ts';
import { createTracking } from '../tracking/index.ts';
import { groupCalls } from './group-calls.ts';

/** The port, and when it is done. */
export interface GroupedTracking {
  readonly tracking: TrackingStore;
  /** Resolves when everything that was asked is answered. */
  readonly settled: () => Promise<void>;
}

/** The port where what is asked most is done for many callers at once: to log, and to make runs. */
export function groupTracking({
  db,
  tools,
}: {
  readonly db: Kysely<Schema>;
  readonly tools: TrackingTools;
}): GroupedTracking {
  const each = createTracking({ db, tools });
  const logs = groupCalls<RunLog, void>(
    (calls) => db.transaction().execute((transaction) => logBatches(transaction, tools, calls)),
    { thingOf: ({ id }) => id },
  );
  const creations = groupCalls<NewRun, TrackedRun>((calls) =>
    db.transaction().execute((transaction) => createRuns(transaction, tools, calls)),
  );
  return {
    tracking: {
      ...each,
      runs: { ...each.runs, log: (id, batch) => logs.ask({ id, batch }), create: creations.ask },
    },
    async settled() {
      await Promise.all([logs.settled(), creations.settled()]);
    },
  };
}
