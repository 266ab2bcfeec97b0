import type { AppError } from '@kaizenml/contracts';
import type { Plan } from './training-types.ts';

/** Sentences of the server by the setting that they are about. */
export type FieldProblems = ReadonlyMap<string, string>;

/** What the server says of single settings; what it says of the whole is not in it. */
export function fieldProblems(
  plan: Pick<Plan, 'problems'> | undefined,
  failure: AppError | undefined,
): FieldProblems {
  const found = new Map<string, string>();
  const refused = failure?.details.problems;
  if (Array.isArray(refused))
    for (const { path, problem } of refused as readonly { path: string; problem: string }[])
      found.set(path, `It ${problem}.`);
  else
    for (const { setting, message } of plan?.problems ?? [])
      if (setting !== null && !found.has(setting)) found.set(setting, message);
  return found;
}
