import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { parseProject } from '@kaizenml/contracts/project';
import { getVersion } from '../../datasets/index.ts';
import type { RunDeps } from '../in-run.ts';
import { parseBudget } from '../read-project.ts';
import { DEFAULT_BUDGET } from '../run-project.ts';
import type { Launch } from './launch-training.ts';

/** Trains a model on a dataset in a process of its own; the version that is the newest now is what it reads, also when it goes on later. */
export const startRun =
  (deps: RunDeps, launch: Launch): Handler<Operations['runs']['start']> =>
  async ({ dataset, target, task, budget, trials, metric, seed, ignore }) => {
    const { name, version } = await getVersion(deps.store.datasets, dataset);
    const reference = `${name}@${version}`;
    const project = parseProject(
      { data: reference, target, task, metric, seed, ignore, search: { budget, trials } },
      'The run',
    );
    const time = budget ?? (trials === undefined ? DEFAULT_BUDGET : undefined);
    return await launch({
      project,
      target,
      folder: deps.home,
      budgetMs: time === undefined ? undefined : parseBudget(time),
      dataset: reference,
    });
  };
