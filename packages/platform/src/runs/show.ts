import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Store } from '../storage/store.ts';
import { getRun } from './get-run.ts';
import { ERROR, getTrackedRun, toWords } from './tracked.ts';

/** Shows one run with everything that was logged for it and what it came from and led to. */
export const showRun =
  ({
    runs,
    lineage,
    tracking,
  }: Pick<Store, 'runs' | 'lineage' | 'tracking'>): Handler<Operations['runs']['show']> =>
  async ({ id }) => {
    const run = await getRun(runs, id);
    const tracked = await getTrackedRun(tracking.runs, run.id);
    return {
      ...run,
      ...toWords(tracked),
      error: run.error ?? tracked.tags[ERROR] ?? null,
      artifacts: [...run.artifacts],
      steps: [...run.steps],
      findings: [...run.findings],
      lineage: [...(await lineage.around(`run:${run.id}`))],
    };
  };
