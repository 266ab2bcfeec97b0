import type { Kysely } from 'kysely';
import type { TrackingStore } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import { trackedExperiments } from './experiments.ts';
import { metricHistories } from './metrics/history.ts';
import { loggedModels } from './models/logged-models.ts';
import { trackedRuns } from './runs.ts';
import type { TrackingTools } from './tools.ts';
import { trash } from './trash.ts';

/** The port on a connection: whoever calls it has begun a transaction there, and ends it. */
export function trackingOn(db: Kysely<Schema>, tools: TrackingTools): TrackingStore {
  return {
    experiments: trackedExperiments(db, tools),
    runs: trackedRuns(db, tools),
    metrics: metricHistories(db, tools),
    models: loggedModels(db, tools),
    trash: trash(db, tools),
  };
}
