import type { Kysely } from 'kysely';
import type { TrackingStore } from '../../tracking/store.ts';
import type { Schema } from '../schema.ts';
import { snapshot } from '../tables/snapshot.ts';
import { type TrackingTools, trackingOn } from '../tables/tracking/index.ts';
import { answerCall, projectTracking } from './tracking-calls.ts';

/** The port on a migrated database of any dialect: each call is one transaction there. */
export function createTracking({
  db,
  tools,
}: {
  readonly db: Kysely<Schema>;
  readonly tools: TrackingTools;
}): TrackingStore {
  return projectTracking({
    read: (call) => snapshot(db, (transaction) => answerCall(trackingOn(transaction, tools), call)),
    write: (call) =>
      db.transaction().execute((transaction) => answerCall(trackingOn(transaction, tools), call)),
  });
}
