import type { Expression, ExpressionBuilder } from 'kysely';
import type { Schema } from '../../schema.ts';

/**
 * One key of an order, as SQL: rows are sorted by `rank` first, which is 0 where there is a value, 1 for NaN and 2 where there is
 * none, and then by `value`.
 */
export interface SortTerm {
  readonly rank: Expression<number>;
  readonly value: Expression<string | number | null>;
  readonly isDescending: boolean;
}

/** Expressions about the row of a run, or of an experiment, of an outer query `from runs` or `from experiments`. */
export type RunExpressions = ExpressionBuilder<Schema, 'runs'>;
export type ExperimentExpressions = ExpressionBuilder<Schema, 'experiments'>;
