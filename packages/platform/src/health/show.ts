import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type Crew, topic } from '../crew/index.ts';
import type { Store } from '../storage/store.ts';

/** What the process knows about itself. */
export interface ProcessFacts {
  /** Version of KaizenML. */
  readonly version: string;
  /** When the process began to answer. */
  readonly startedAt: string;
  /** The other processes of the server; absent where there are none. */
  readonly crew?: Crew | undefined;
}

/** The processes that answer for a server. */
export interface WorkerCounts {
  /** As many as there should be. */
  readonly n: number;
  /** Those that answer now. */
  readonly nReady: number;
  /** Those that ended, and whose place another one took. */
  readonly nReplaced: number;
}

/** How many workers there are: known to who watches over them. */
export const WORKERS = topic<null, WorkerCounts>('workers');

const ALONE: WorkerCounts = { n: 1, nReady: 1, nReplaced: 0 };

/** Shows that the process and its store answer: every number is read for the answer. */
export const showHealth =
  (
    store: Store,
    { version, startedAt, crew }: ProcessFacts,
  ): Handler<Operations['health']['show']> =>
  async () => ({
    status: 'ok',
    version,
    startedAt,
    workers: (await crew?.ask(WORKERS, null, 'supervisor'))?.[0] ?? ALONE,
    home: {
      schemaVersion: await store.schemaVersion(),
      nRuns: await store.runs.count(),
      nModels: await store.models.count(),
    },
  });
