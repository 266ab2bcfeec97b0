import type { TableTask } from '@kaizenml/contracts';
import { type ProjectInput, parseProject } from '@kaizenml/contracts/project';
import { type Progress, silentProgress } from '../progress.ts';
import type { RunDeps } from './in-run.ts';
import { parseBudget } from './read-project.ts';
import type { RunResult } from './run-result.ts';
import { runTarget } from './run-target.ts';
import { runTask, type TableTaskResult } from './run-task.ts';

/** Wall time of a run that names neither a budget nor a number of trials. */
export const DEFAULT_BUDGET = '60s';

/** How a run is watched and stopped. */
export interface RunProjectOptions {
  /** Folder that `project.data` is relative to. Default: the working folder. */
  readonly folder?: string;
  /** Default: nobody watches. */
  readonly progress?: Progress;
  /** Stops the run; what is finished stays. */
  readonly signal?: AbortSignal;
  /** Instant that the budget counts from, milliseconds since 1970. Default: when the run begins. */
  readonly startedAt?: number;
}

/** The task that a project names; unknown where it names none. */
type TaskOf<P> = P extends { readonly task?: infer Task } ? Task : unknown;

/**
 * What comes of a project: of a task that learns from a table as a whole its own result. Of a project whose task the compiler
 * does not know it is said to be `RunResult`; `task` of the result tells.
 */
type ResultOf<P> = [Extract<TaskOf<P>, TableTask>] extends [never]
  ? RunResult
  : [Exclude<TaskOf<P>, TableTask | undefined>] extends [never]
    ? Extract<TableTaskResult, { readonly task: TaskOf<P> }>
    : RunResult;

/**
 * Runs a project: from a file and a target to a registered, explained model; without a target to clusters or anomalies.
 *
 * @param project What a `kaizen.yaml` holds.
 * @throws PROJECT_INVALID with every problem, ARGUMENT_INVALID without a target, and every code of `train`.
 * @example
 * const app = await openApp({ home: '.kaizen' });
 * const { champion, metrics } = await runProject(app, { data: 'churn.csv', target: 'churned' });
 * await app.close();
 */
export async function runProject<const P extends ProjectInput>(
  deps: RunDeps,
  project: P,
  {
    folder = process.cwd(),
    progress = silentProgress,
    signal = new AbortController().signal,
    startedAt,
  }: RunProjectOptions = {},
): Promise<ResultOf<P>> {
  const parsed = parseProject(project, 'the project');
  const { search } = parsed;
  const target = runTarget(parsed);
  const budget = search.budget ?? (search.trials === undefined ? DEFAULT_BUDGET : undefined);
  const budgetMs = budget === undefined ? undefined : parseBudget(budget);
  const asked = { project: parsed, target, folder, budgetMs, startedAt, progress, signal };
  return (await runTask(deps, asked)) as ResultOf<P>;
}
