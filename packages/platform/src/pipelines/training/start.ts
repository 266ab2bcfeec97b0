import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getVersion } from '../../datasets/index.ts';
import type { RunDeps } from '../in-run.ts';
import { parseBudget } from '../read-project.ts';
import { DEFAULT_BUDGET } from '../run-project.ts';
import { runTarget } from '../run-target.ts';
import { askedProject } from './asked-project.ts';
import type { Launch } from './launch-training.ts';

/** Trains a model on a dataset in a process of its own; the version that is the newest now is what it reads, also when it goes on later. */
export const startRun =
  (deps: RunDeps, launch: Launch): Handler<Operations['runs']['start']> =>
  async ({ dataset, ...asked }) => {
    const { name, version } = await getVersion(deps.store.datasets, dataset);
    const reference = `${name}@${version}`;
    const project = askedProject(reference, asked);
    const { budget, trials } = asked;
    const time = budget ?? (trials === undefined ? DEFAULT_BUDGET : undefined);
    return await launch({
      project,
      target: runTarget(project),
      folder: deps.home,
      budgetMs: time === undefined ? undefined : parseBudget(time),
      dataset: reference,
    });
  };
