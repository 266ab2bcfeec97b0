import { type Aim, AppError, type Task, taskOfWord } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import type { SplitBy } from '@kaizenml/ml/selection';
import { rowTask } from './row-task.ts';

/** What a project says of its learning problem besides the target. */
export interface AskedProblem {
  /** Undefined where it is to be inferred. */
  readonly task?: Task;
  readonly aim?: Aim;
  /** Levels of the aim `quantiles`. */
  readonly quantiles?: readonly number[];
  /** Column of the weights of rows. */
  readonly weights?: string;
  /** Column whose rows belong together. */
  readonly group?: string;
  /** Column that tells when a row came to be. */
  readonly time?: string;
}

const DEFAULT_QUANTILES = [0.1, 0.5, 0.9];

type ProblemFields = Pick<Project, 'task' | 'quantiles' | 'weights' | 'group' | 'time' | 'split'>;

/**
 * What a project asks for, with what one field says about the others.
 *
 * @throws PROJECT_INVALID for fields that contradict each other.
 */
export function askedProblem(project: ProblemFields): AskedProblem {
  const { quantiles, weights, group, time } = project;
  const word = rowTask(project) ?? (quantiles && 'quantiles');
  if (quantiles !== undefined && word !== 'quantiles')
    throw contradiction('quantiles', `be absent for the task ${word}`, 'levels of quantiles');
  if (word === 'ranking' && group === undefined)
    throw contradiction('group', 'name the column in which a ranking ranks', 'nothing');
  const split = splitOf(project);
  if (word === 'ranking' && split.kind !== 'group')
    throw contradiction('split.kind', 'be `group` for a ranking', `\`${split.kind}\``);
  return {
    ...(word && taskOfWord(word)),
    ...(word === 'quantiles' && { quantiles: quantiles ?? DEFAULT_QUANTILES }),
    ...(weights !== undefined && { weights }),
    ...(group !== undefined && { group }),
    ...(split.kind === 'time' && split.column !== undefined && { time: split.column }),
    ...(time !== undefined && { time }),
  };
}

/**
 * How rows are kept apart: as asked for, else by time or group where the project names one.
 *
 * @throws PROJECT_INVALID where it names both and does not say which one splits.
 */
export function splitOf({
  split: { kind, column },
  group,
  time,
}: Pick<Project, 'split' | 'group' | 'time'>): {
  /** Undefined: by the task. */
  readonly kind: SplitBy['kind'] | undefined;
  readonly column: string | undefined;
} {
  if (kind === undefined && group !== undefined && time !== undefined)
    throw contradiction(
      'split.kind',
      'say whether rows are split by `group` or by `time`',
      'both',
      'Leave one of them out, or write `split: { kind: time }` in kaizen.yaml.',
    );
  const known = kind ?? (time !== undefined ? 'time' : group !== undefined ? 'group' : undefined);
  return { kind: known, column: column ?? (known === 'time' ? time : group) };
}

function contradiction(
  path: string,
  expectation: string,
  received: string,
  hint = 'The fields are described in docs/reference/project.md; `--task`, `--group`, `--time` and `--weights` say the same on the command line.',
): AppError {
  return new AppError('PROJECT_INVALID', {
    message: `The project has a problem: ${path} must ${expectation}, got ${received}.`,
    hint,
    details: { problems: [{ path, problem: `must ${expectation}` }] },
  });
}
