import { AppError } from '@kaizenml/contracts';
import type { KnownClasses } from '../guardrails/index.ts';

/** How many times its rows a class grows, or shrinks, at most where no ratio is asked for. */
export const MOST_TIMES = 10;

/** What becomes of the size of one class. */
export interface ClassPlan {
  readonly name: string;
  readonly nBefore: number;
  readonly nAfter: number;
  /** Whether it would have moved further but for `MOST_TIMES`. */
  readonly isCapped: boolean;
}

/**
 * Says how many rows each class ends with, the classes in their order.
 *
 * Growing lifts every class to `ratio` times the largest, shrinking cuts every class to 1 / `ratio` times the smallest.
 * Without a ratio all end equal, except that none becomes more than ten times, or less than a tenth, of what it was.
 *
 * @param ratio Above 0, at most 1. Default: 1, with that bound.
 * @throws ARGUMENT_INVALID when the ratio is out of range or no class would change.
 */
export function planClasses(
  { name, classes, counts }: KnownClasses,
  {
    direction,
    ratio,
  }: { readonly direction: 'grow' | 'shrink'; readonly ratio?: number | undefined },
): ClassPlan[] {
  if (ratio !== undefined && !(ratio > 0 && ratio <= 1)) throw outOfRange(ratio);
  const [most, fewest] = [Math.max(...counts), Math.min(...counts)];
  const plan = classes.map((each, code): ClassPlan => {
    const nBefore = counts[code];
    const wanted =
      direction === 'grow'
        ? Math.max(nBefore, Math.round((ratio ?? 1) * most))
        : Math.min(nBefore, Math.round(fewest / (ratio ?? 1)));
    const nAfter = ratio === undefined ? bounded(wanted, nBefore) : wanted;
    return { name: each, nBefore, nAfter, isCapped: nAfter !== wanted };
  });
  if (plan.some(({ nBefore, nAfter }) => nBefore !== nAfter)) return plan;
  throw nothingToDo(name, { classes, most, fewest, ratio });
}

function bounded(wanted: number, nBefore: number): number {
  return Math.min(Math.max(wanted, Math.ceil(nBefore / MOST_TIMES)), nBefore * MOST_TIMES);
}

function outOfRange(ratio: number): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `\`ratio\` must be above 0 and at most 1, got ${ratio}.`,
    hint: 'It is the smallest class as a share of the largest: 1 makes all equal, 0.5 half as large.',
    details: { ratio },
  });
}

function nothingToDo(
  target: string,
  {
    classes,
    most,
    fewest,
    ratio,
  }: {
    readonly classes: readonly string[];
    readonly most: number;
    readonly fewest: number;
    readonly ratio: number | undefined;
  },
): AppError {
  const smallest = classes[classes.length - 1];
  const share = Math.round((1000 * fewest) / most) / 1000;
  const isEven = most === fewest;
  return new AppError('ARGUMENT_INVALID', {
    message: isEven
      ? `Classes of "${target}" must differ in size to be balanced, got ${most} rows each.`
      : `\`ratio\` must be above ${share}, what "${smallest}" has of the largest class already, got ${ratio}.`,
    hint: isEven
      ? 'Learn from the table as it is.'
      : 'Leave `--ratio` out to balance the classes, or give a larger one.',
    details: { target, ratio: ratio ?? null, nLargest: most, nSmallest: fewest },
  });
}
