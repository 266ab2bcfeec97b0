import { invariant, TABLE_TASKS, type TableTask } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';

type AnyTask = NonNullable<Project['task']>;

/** Whether a task is none that learns a target row by row, so that it has a pipeline of its own. */
export function isTableTask(task: AnyTask | undefined): task is TableTask {
  return TABLE_TASKS.some((one) => one === task);
}

/** The task of a project that learns a target row by row; undefined where it is to be inferred. */
export function rowTask({ task }: Pick<Project, 'task'>): Exclude<AnyTask, TableTask> | undefined {
  invariant(!isTableTask(task), `a run of task ${task} has a pipeline of its own`);
  return task;
}
