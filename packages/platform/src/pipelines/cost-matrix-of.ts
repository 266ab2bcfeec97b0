import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import type { CostMatrix } from '@kaizenml/ml/metrics';
import type { Validated } from './steps/validate.ts';

interface Problem {
  readonly path: string;
  readonly problem: string;
  readonly hint?: string | undefined;
}

/**
 * The costs of a project by true and called class, in the order of the classes; a right call costs nothing unless said.
 *
 * @returns Undefined where the project names none.
 * @throws PROJECT_INVALID with every problem and its path: a task without classes, a class that is not there, a wrong call
 * without a cost, and costs under which no wrong call is dearer than the right one.
 */
export function costMatrixOf(
  { costs }: Pick<Project, 'costs'>,
  { task, target, classes }: Pick<Validated, 'task' | 'target' | 'classes'>,
): CostMatrix | undefined {
  if (costs === undefined) return undefined;
  if (task === 'regression') {
    throw refusal([
      {
        path: 'costs',
        problem: `costs are of called classes, but "${target}" is a number`,
        hint: 'Leave `costs` out, or set `task: binary` if its values are classes.',
      },
    ]);
  }
  const problems = [...unknownClasses(costs, classes), ...missingCosts(costs, classes)];
  if (problems.length > 0) throw refusal(problems);
  const matrix = classes.map((truth) => classes.map((called) => costOf(costs, truth, called) ?? 0));
  const isSensible = matrix.some((row, t) => row.some((cost) => cost > (row[t] ?? 0)));
  if (isSensible) return matrix;
  throw refusal([
    {
      path: 'costs',
      problem: 'no wrong call costs more than the right one',
      hint: 'The outer name is the true class, the inner one the class that is called.',
    },
  ]);
}

/** A class may have the name of something that every object has, such as "constructor". */
function costOf(
  costs: NonNullable<Project['costs']>,
  truth: string,
  called: string,
): number | undefined {
  const row = Object.hasOwn(costs, truth) ? costs[truth] : undefined;
  return row !== undefined && Object.hasOwn(row, called) ? row[called] : undefined;
}

function unknownClasses(
  costs: NonNullable<Project['costs']>,
  classes: readonly string[],
): Problem[] {
  const named = Object.entries(costs).flatMap(([truth, row]) => [
    { path: `costs.${truth}`, name: truth },
    ...Object.keys(row).map((called) => ({ path: `costs.${truth}.${called}`, name: called })),
  ]);
  return named
    .filter(({ name }) => !classes.includes(name))
    .map(({ path, name }) => ({
      path,
      problem: `there is no class "${name}"`,
      hint: didYouMean(name, classes) ?? `The classes are ${listNames(classes, 20)}.`,
    }));
}

function missingCosts(costs: NonNullable<Project['costs']>, classes: readonly string[]): Problem[] {
  return classes.flatMap((truth) => {
    const missing = classes.filter(
      (called) => called !== truth && costOf(costs, truth, called) === undefined,
    );
    if (missing.length === 0) return [];
    return [
      {
        path: `costs.${truth}`,
        problem: `the cost of calling it ${listNames(missing, 5)} is missing`,
        hint: 'Give one cost per true class and wrong call, such as `costs: { good: { bad: 1 }, bad: { good: 5 } }`.',
      },
    ];
  });
}

function refusal(problems: readonly Problem[]): AppError {
  const told = problems.slice(0, 10).map(({ path, problem }) => `${path}: ${problem}`);
  const hint = problems.find((each) => each.hint !== undefined)?.hint;
  return new AppError('PROJECT_INVALID', {
    message: `The project has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}: ${told.join('; ')}.`,
    ...(hint === undefined ? {} : { hint }),
    details: { problems: problems.map(({ path, problem }) => ({ path, problem })) },
  });
}
