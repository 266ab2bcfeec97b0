import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Store } from '../storage/store.ts';

/** What the process knows about itself. */
export interface ProcessFacts {
  /** Version of KaizenML. */
  readonly version: string;
  /** When the process began to answer. */
  readonly startedAt: string;
}

/** Shows that the process and its store answer: every number is read for the answer. */
export const showHealth =
  (store: Store, { version, startedAt }: ProcessFacts): Handler<Operations['health']['show']> =>
  async () => ({
    status: 'ok',
    version,
    startedAt,
    home: {
      schemaVersion: await store.schemaVersion(),
      nRuns: await store.runs.count(),
      nModels: await store.models.count(),
    },
  });
