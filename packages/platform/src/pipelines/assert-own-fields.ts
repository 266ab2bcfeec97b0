import { AppError, TABLE_TASKS, type TableTask } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import { isTableTask } from './row-task.ts';

/**
 * Refuses what is said of another task than that of the project: it would change nothing.
 *
 * @throws ARGUMENT_INVALID
 */
export function assertOwnFields({
  task,
  target,
  forecast,
  clusters,
  anomalies,
  gate,
  search: { trials },
}: Project): void {
  const said: Readonly<Record<TableTask, unknown>> = {
    forecast: Object.values(forecast).find((value) => value !== undefined),
    clusters: clusters.count,
    anomalies: anomalies.share,
  };
  const other = TABLE_TASKS.find((one) => one !== task && said[one] !== undefined);
  if (other !== undefined)
    throw new AppError('ARGUMENT_INVALID', {
      message: `What is said of \`${other}\` is for the task \`${other}\`, got ${task === undefined ? 'no task' : `the task \`${task}\``}.`,
      hint: `Add \`--task ${other}\`, or leave it out.`,
      details: { task: task ?? null, other },
    });
  if ((task === 'clusters' || task === 'anomalies') && target !== undefined)
    throw new AppError('ARGUMENT_INVALID', {
      message: `The task \`${task}\` has no target, got "${target}".`,
      hint: 'Leave `--target` out; columns that rows shall not be compared by stand under `ignore` in kaizen.yaml.',
      details: { task, target },
    });
  if (isTableTask(task) && trials !== undefined) throw noTrials(task, trials);
  const ofRows = (['slices', 'fairness'] as const).find((name) => gate[name].length > 0);
  if (isTableTask(task) && ofRows !== undefined)
    throw new AppError('ARGUMENT_INVALID', {
      message: `\`gate.${ofRows}\` is for tasks whose rows have a target, got the task \`${task}\`.`,
      hint: 'Leave it out; `gate.min`, `gate.champion`, `gate.latency`, `gate.sizeMb` and `gate.security` are for every task.',
      details: { task, gate: ofRows },
    });
}

function noTrials(task: TableTask, trials: number): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The task \`${task}\` has no candidates to count, got ${trials} trials.`,
    hint: 'Leave `--trials` out: the same data and seed give the same result without it.',
    details: { task, trials },
  });
}
