import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { RunDeps } from '../in-run.ts';
import { createLaunch } from './launch-training.ts';
import { planRun } from './plan.ts';
import { resumeRun } from './resume.ts';
import { startRun } from './start.ts';
import { stopRun } from './stop.ts';

/** The operations that train in processes of their own. */
export type Training = {
  readonly [Verb in 'plan' | 'start' | 'stop' | 'resume']: Handler<Operations['runs'][Verb]>;
};

/** Opens them for one home. */
export function openTraining(deps: RunDeps): Training {
  const launch = createLaunch(deps);
  return {
    plan: planRun(deps),
    start: startRun(deps, launch),
    stop: stopRun(deps),
    resume: resumeRun(deps, launch),
  };
}
