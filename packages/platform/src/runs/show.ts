import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Store } from '../storage/store.ts';
import { getRun } from './get-run.ts';

/** Shows one run with everything that was logged for it and what it came from and led to. */
export const showRun =
  ({ runs, lineage }: Pick<Store, 'runs' | 'lineage'>): Handler<Operations['runs']['show']> =>
  async ({ id }) => {
    const run = await getRun(runs, id);
    return {
      ...run,
      artifacts: [...run.artifacts],
      steps: [...run.steps],
      findings: [...run.findings],
      lineage: [...(await lineage.around(`run:${run.id}`))],
    };
  };
