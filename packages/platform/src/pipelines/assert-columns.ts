import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';

/**
 * Refuses a run whose target, or a column that the project names, is not in the data, or whose target is named for something
 * else as well: before anything else is done.
 *
 * @param known Names of the columns.
 * @throws COLUMN_UNKNOWN for the target, PROJECT_INVALID for every other name, with its path and the closest names.
 */
export function assertColumns(
  target: string,
  {
    ignore,
    guardrails,
    weights,
    group,
    time,
    gate,
  }: Pick<Project, 'ignore' | 'guardrails' | 'weights' | 'group' | 'time' | 'gate'>,
  known: readonly string[],
): void {
  if (!known.includes(target)) {
    throw new AppError('COLUMN_UNKNOWN', {
      message: `The table has no column "${target}".`,
      hint: didYouMean(target, known) ?? `It has ${listNames(known, 20)}.`,
      details: { column: target, known },
    });
  }
  const roles = Object.entries({ weights, group, time });
  const named = [
    ...roles.flatMap(([path, name]) => (name === undefined ? [] : [{ path, name }])),
    ...ignore.map((name) => ({ path: 'ignore', name })),
    ...guardrails.keep.map((name) => ({ path: 'guardrails.keep', name })),
  ];
  const judged = [
    ...gate.slices.map(({ column }, i) => ({ path: `gate.slices[${i}].column`, name: column })),
    ...gate.fairness.map(({ group: name }, i) => ({ path: `gate.fairness[${i}].group`, name })),
  ].flatMap(({ path, name }) => (name === undefined ? [] : [{ path, name }]));
  const targetNamed = named
    .filter(({ path, name }) => name === target && path !== 'guardrails.keep')
    .map(({ path, name }) => ({ path, name, problem: `"${name}" is the target` }));
  const unknown = [...named, ...judged]
    .filter(({ name }) => !known.includes(name))
    .map(({ path, name }) => ({ path, name, problem: `the data have no column "${name}"` }));
  const problems = [...targetNamed, ...unknown];
  const [first] = problems;
  if (!first) return;
  const isTarget = first.name === target;
  throw new AppError('PROJECT_INVALID', {
    message: `The project has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}: ${problems.map(({ path, problem }) => `${path}: ${problem}`).join('; ')}.`,
    hint: isTarget
      ? 'Name another column there, or another target.'
      : (didYouMean(first.name, known) ?? `The columns are ${listNames(known, 20)}.`),
    details: { problems: problems.map(({ path, problem }) => ({ path, problem })), known },
  });
}
