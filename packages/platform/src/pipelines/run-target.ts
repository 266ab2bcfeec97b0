import { AppError } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';

/**
 * What a run is named after besides its data: the column that it predicts, or what it looks for.
 *
 * @throws ARGUMENT_INVALID where a task that needs a target has none
 */
export function runTarget({
  task,
  target,
  data,
}: Pick<Project, 'task' | 'target' | 'data'>): string {
  if (task === 'clusters' || task === 'anomalies') return task;
  if (target === undefined)
    throw new AppError('ARGUMENT_INVALID', {
      message:
        task === 'forecast'
          ? `A forecast needs the column whose values go on, got none (${data}).`
          : `A run needs the column to predict, got none (${data}).`,
      hint: 'Name it with `--target COL`, or as `target:` in kaizen.yaml.',
      details: { data },
    });
  return task === 'forecast' ? `${target}-forecast` : target;
}
