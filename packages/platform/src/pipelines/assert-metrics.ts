import {
  type Aim,
  AppError,
  didYouMean,
  listNames,
  type Task,
  wordOfTask,
} from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import { metricsFor } from '@kaizenml/ml/metrics';

/**
 * Refuses a project that names metrics which its task does not have, before anything is trained.
 *
 * @throws PROJECT_INVALID with every problem and its path.
 */
export function assertMetrics(
  { metric, gate }: Pick<Project, 'metric' | 'gate'>,
  { task, aim }: { readonly task: Task; readonly aim: Aim },
): void {
  const known = metricsFor(task, aim).map(({ name }) => name);
  const word = wordOfTask({ task, aim });
  const named = [
    ...(metric === undefined ? [] : [{ path: 'metric', name: metric }]),
    ...Object.keys(gate.min).map((name) => ({ path: `gate.min.${name}`, name })),
    ...Object.keys(gate.max).map((name) => ({ path: `gate.max.${name}`, name })),
  ];
  const problems = named
    .filter(({ name }) => !known.includes(name))
    .map(({ path, name }) => ({ path, problem: `a ${word} task has no metric "${name}"`, name }));
  const [first] = problems;
  if (!first) return;
  throw new AppError('PROJECT_INVALID', {
    message: `The project has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}: ${problems.map(({ path, problem }) => `${path}: ${problem}`).join('; ')}.`,
    hint: didYouMean(first.name, known) ?? `A ${word} task has ${listNames(known, known.length)}.`,
    details: {
      task: word,
      problems: problems.map(({ path, problem }) => ({ path, problem })),
      known,
    },
  });
}
