import {
  type Aim,
  AppError,
  didYouMean,
  listNames,
  type Task,
  wordOfTask,
} from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import { MEAN_COST, metricsFor } from '@kaizenml/ml/metrics';

/**
 * Refuses a project that names metrics which its task does not have, before anything is trained. Where costs are given, their
 * mean may have a limit; models are not compared by it, since it judges calls and not probabilities.
 *
 * @throws PROJECT_INVALID with every problem and its path.
 */
export function assertMetrics(
  { metric, gate, costs }: Pick<Project, 'metric' | 'gate' | 'costs'>,
  { task, aim }: { readonly task: Task; readonly aim: Aim },
): void {
  const known = metricsFor(task, aim).map(({ name }) => name);
  const limited = [...known, ...(costs === undefined ? [] : [MEAN_COST.name])];
  const word = wordOfTask({ task, aim });
  const named = [
    ...(metric === undefined
      ? []
      : [{ path: 'metric', name: metric, isKnown: known.includes(metric) }]),
    ...(['champion', 'slices'] as const).flatMap((gateName) =>
      gate[gateName].flatMap(({ metric: name }, i) =>
        name === undefined
          ? []
          : [{ path: `gate.${gateName}[${i}].metric`, name, isKnown: known.includes(name) }],
      ),
    ),
    ...(['min', 'max'] as const).flatMap((side) =>
      Object.keys(gate[side]).map((name) => ({
        path: `gate.${side}.${name}`,
        name,
        isKnown: limited.includes(name),
      })),
    ),
  ];
  const unfair =
    task === 'regression' && gate.fairness.length > 0
      ? [{ path: 'gate.fairness', problem: `a ${word} task calls no classes`, name: '' }]
      : [];
  const problems = [
    ...named
      .filter(({ isKnown }) => !isKnown)
      .map(({ path, name }) => ({ path, problem: `a ${word} task has no metric "${name}"`, name })),
    ...unfair,
  ];
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
