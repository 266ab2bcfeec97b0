import { parseProject } from '@kaizenml/contracts/project';
import type { AskedRun } from '../../runs/index.ts';
import type { RegisteredAs, TrainRequest } from '../train-request.ts';
import type { Tunes } from '../tuning/tunes.ts';

/** What a training run is asked for, apart from how it is watched and stopped. */
export type AskedTraining = Omit<TrainRequest, 'progress' | 'signal' | 'runId' | 'startedAt'>;

/**
 * A request as it was written into the journal of its run.
 *
 * @throws PROJECT_INVALID for one of another version of the program.
 */
export function fromAsked(asked: AskedRun): AskedTraining {
  const { project, target, folder, budgetMs, dataset, registers, accepts, tunes } = asked;
  return {
    project: parseProject(project, 'The project of the run'),
    target: String(target),
    folder: String(folder),
    budgetMs: typeof budgetMs === 'number' ? budgetMs : undefined,
    dataset: typeof dataset === 'string' ? dataset : undefined,
    ...(Array.isArray(accepts) ? { accepts: accepts.map(String) } : {}),
    ...(tunes === undefined ? {} : { tunes: tunes as Tunes }),
    ...(registers === undefined ? {} : { registers: registers as RegisteredAs }),
  };
}
