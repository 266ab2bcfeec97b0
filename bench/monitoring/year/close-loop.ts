import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { App } from '../../../packages/platform/src/app.ts';
import { findSource, recordRun, TRAIN } from '../../../packages/platform/src/pipelines/in-run.ts';
import type { Launch } from '../../../packages/platform/src/pipelines/index.ts';
import { runTask } from '../../../packages/platform/src/pipelines/index.ts';
import { silentProgress } from '../../../packages/platform/src/progress.ts';
import { createRetrainer } from '../../../packages/platform/src/retraining/index.ts';

/** A retraining as it is shown. */
export type Retraining = OutputOf<Operations['retrainings']['show']>;

/** What retrains an endpoint within the year, in place of the keeper of a server. */
export interface Loop {
  /** Takes retrainings and rollouts as far as they go now. Trainings are waited for, and the clock goes on meanwhile. */
  turn(): Promise<void>;
  /** Whether two versions answer now. */
  isRollingOut(): Promise<boolean>;
  /** All of them, the oldest first. */
  retrainings(): Promise<readonly Retraining[]>;
}

/** Retrainings of a year are below this. */
const MOST = 500;

/**
 * Closes the loop: retrainings are trained in this process, on the clock of the year.
 *
 * @param options.spend Lets the clock of the year go on by what a training took, milliseconds.
 */
export function closeLoop(
  app: App,
  { name, spend }: { readonly name: string; readonly spend: (ms: number) => void },
): Loop {
  const launch: Launch = async (asked, tags = {}) => {
    const began = performance.now();
    const { signal } = new AbortController();
    const request = { ...asked, progress: silentProgress, signal };
    const source = await findSource(app, request);
    const ordered = { source, pid: process.pid, pipeline: TRAIN, tags };
    const runId = await recordRun(app, request, ordered);
    await runTask(app, { ...request, runId });
    spend(performance.now() - began);
    return { id: runId, name: runId };
  };
  const retrainer = createRetrainer({ ...app, launch, startRollout: app.handlers.rollouts.start });
  const isRollingOut = async () => (await app.store.rollouts.active()).length > 0;
  const standing = async () => {
    const { items } = await app.store.retrainings.list(undefined, { limit: 1 });
    return `${items[0]?.id} ${items[0]?.revision}`;
  };
  return {
    isRollingOut,
    async turn() {
      let before: string | undefined;
      let now = await standing();
      while (now !== before) {
        before = now;
        await app.rollouts.tick();
        await retrainer.look();
        now = await standing();
      }
    },
    async retrainings() {
      const { items } = await app.handlers.retrainings.list({ endpoint: name, limit: MOST });
      const shown = items.map(({ id }) => app.handlers.retrainings.show({ id }));
      return (await Promise.all(shown)).toReversed();
    },
  };
}
