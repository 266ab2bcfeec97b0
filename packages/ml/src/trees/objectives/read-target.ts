import { AppError } from '@kaizenml/contracts';
import { isGrade, MAX_GRADE } from '../../metrics/ranked/index.ts';
import type { AnyObjective, ObjectiveInput, ObjectiveTarget } from './objective.ts';

/** Numbers to learn and their weights. */
export interface WeightedNumbers {
  readonly values: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** Classes to learn and their weights. */
export interface WeightedClasses {
  readonly codes: Int32Array;
  readonly nClasses: number;
  readonly weights: Float64Array | undefined;
}

interface Condition {
  readonly holds: (value: number) => boolean;
  readonly expected: string;
  readonly hint: string;
}

const ANY: Condition = {
  holds: Number.isFinite,
  expected: 'finite numbers',
  hint: 'Drop the rows whose target is missing or infinite, from the features as well.',
};

const CONDITIONS: Readonly<Partial<Record<ObjectiveTarget, Condition>>> = {
  'non-negative': {
    holds: (value) => value >= 0 && value < Number.POSITIVE_INFINITY,
    expected: 'finite numbers of at least 0',
    hint: 'Choose squared, absolute or huber for a target that may be negative.',
  },
  positive: {
    holds: (value) => value > 0 && value < Number.POSITIVE_INFINITY,
    expected: 'finite numbers above 0',
    hint: 'Choose tweedie for a target with zeros, squared for one that may be negative.',
  },
  grades: {
    holds: isGrade,
    expected: `whole grades of relevance from 0 to ${MAX_GRADE}`,
    hint: 'Number the grades of relevance from 0.',
  },
};

type Reader = Pick<AnyObjective, 'name' | 'target'>;

/**
 * The numbers of a target, checked against what the objective takes.
 *
 * @throws ARGUMENT_INVALID for classes, TARGET_UNUSABLE with row and value, SHAPE_MISMATCH when there is not one weight per row.
 */
export function readNumbers(
  objective: Reader,
  { target, weights }: ObjectiveInput,
): WeightedNumbers {
  if (target.kind !== 'regression') throw wrongKind(objective, 'numbers', 'classes');
  const { values } = target;
  assertLength(objective, 'weights', values.length, weights);
  const { holds, expected, hint } = CONDITIONS[objective.target] ?? ANY;
  const row = values.findIndex((value) => !holds(value));
  if (row < 0) return { values, weights };
  throw new AppError('TARGET_UNUSABLE', {
    message: `${objective.name} must get a target of ${expected}, got ${values[row]} in row ${row + 1}.`,
    hint,
    details: { objective: objective.name, row: row + 1, value: String(values[row]) },
  });
}

/**
 * The classes of a target.
 *
 * @throws ARGUMENT_INVALID for numbers or another number of classes than the objective takes, SHAPE_MISMATCH when
 * there is not one weight per row.
 */
export function readClasses(
  objective: Reader,
  { target, weights }: ObjectiveInput,
): WeightedClasses {
  if (target.kind !== 'classification') throw wrongKind(objective, 'classes', 'numbers');
  const { codes, nClasses } = target;
  assertLength(objective, 'weights', codes.length, weights);
  const onlyTwo = objective.target === 'two-classes';
  if (onlyTwo ? nClasses !== 2 : nClasses < 2)
    throw wrongKind(objective, onlyTwo ? '2 classes' : 'at least 2 classes', String(nClasses));
  return { codes, nClasses, weights };
}

/** @throws SHAPE_MISMATCH */
export function assertLength(
  objective: Reader,
  what: 'weights' | 'groups',
  nRows: number,
  given: Float64Array | Int32Array | undefined,
): void {
  if (given === undefined || given.length === nRows) return;
  throw new AppError('SHAPE_MISMATCH', {
    message: `${objective.name} must get one of ${what} per row, got ${nRows} rows and ${given.length} ${what}.`,
    hint: `Drop the ${what} of dropped rows as well.`,
    details: { objective: objective.name, what, expected: nRows, received: given.length },
  });
}

function wrongKind({ name }: Reader, expected: string, received: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${name} must get a target of ${expected}, got ${received}.`,
    hint: 'Choose an objective that fits the task: its description says what target it takes.',
    details: { objective: name, expected, received },
  });
}
