import type { InputField, Row } from '@kaizenml/contracts';
import { compileRule } from '../validation/index.ts';
import { ruleRowsOf } from './rule-rows-of.ts';
import { columnsOfRows, conditionColumns } from './signature-columns.ts';

/** A condition that is asked row by row. */
export interface CompiledFilter {
  /**
   * Whether it holds, for each row; it does not where it is not known, because a value is missing.
   *
   * @throws INPUT_SCHEMA_MISMATCH at the first value that a column cannot hold.
   * @cost O(rows * columns of the condition).
   */
  holds(rows: readonly Row[]): readonly boolean[];
}

/**
 * Compiles a condition that chooses among rows, such as `amount > 1000 and region == "EU"`.
 *
 * @param inputs Columns that it may read.
 * @throws ARGUMENT_INVALID when it is not understood, or names an unknown column.
 */
export function compileFilter(text: string, inputs: readonly InputField[]): CompiledFilter {
  const rule = compileRule(text, conditionColumns({ inputs }));
  const read = inputs.filter(({ name }) => rule.columns.includes(name));
  return {
    holds(rows) {
      const holds = rows.map(() => false);
      rule.match(ruleRowsOf(columnsOfRows(read, rows), rows.length), (i) => {
        holds[i] = true;
      });
      return holds;
    },
  };
}
