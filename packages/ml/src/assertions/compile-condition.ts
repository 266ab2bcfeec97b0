import { AppError, type Row, type Signature } from '@kaizenml/contracts';
import { compileRule } from '../validation/index.ts';
import { ruleRowsOf } from './rule-rows-of.ts';
import { columnsOfRows, conditionColumns } from './signature-columns.ts';

/**
 * Compiles a condition over the columns that a model reads, such as `plan == "basic" and months > 12`.
 *
 * @returns Whether all rows keep it. A row of which it does not know, because a value is missing or is none that the column holds, does not.
 * @throws ARGUMENT_INVALID when it is not understood, or names an unknown column.
 * @cost O(rows * columns of the condition) per question.
 */
export function compileCondition(
  condition: string,
  signature: Signature,
): (rows: readonly Row[]) => boolean {
  const rule = compileRule(condition, conditionColumns(signature));
  const inputs = signature.inputs.filter(({ name }) => rule.columns.includes(name));
  return (rows) => {
    let nMatching = 0;
    try {
      rule.match(ruleRowsOf(columnsOfRows(inputs, rows), rows.length), () => {
        nMatching++;
      });
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'INPUT_SCHEMA_MISMATCH') return false;
      throw thrown;
    }
    return nMatching === rows.length;
  };
}
