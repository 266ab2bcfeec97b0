import type { App } from '../app.ts';
import { createLaunch } from '../pipelines/index.ts';
import { openTableReaders } from './history/read-elsewhere.ts';
import { createRetrainer, type Retrainer } from './retrainer.ts';

/** The retrainer of a home that is served: trainings and tables are the work of other processes. */
export function openRetrainer(app: App): Retrainer {
  const { store, artifacts, home, predictionLog, clock, log, registry } = app;
  const readers = openTableReaders(app);
  const retrainer = createRetrainer({
    ...{ store, artifacts, home, predictionLog, clock, log, registry },
    launch: createLaunch(app),
    startRollout: app.handlers.rollouts.start,
    doElsewhere: (id) => readers.read(id),
  });
  return {
    look: () => retrainer.look(),
    async close() {
      readers.close();
      await retrainer.close();
    },
  };
}
