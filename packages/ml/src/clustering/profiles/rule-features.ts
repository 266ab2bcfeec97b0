import { type Matrix, zeros } from '../../math/index.ts';
import { getColumn, isNumeric, type Table } from '../../table/index.ts';
import { type ColumnEncoding, medianOf } from '../encoding/column-encoding.ts';
import { levelTest } from './trait.ts';

/** What a rule may ask about a row: a number in the unit of its column, or whether it has a level (1 or 0). */
export interface RuleFeature {
  readonly column: string;
  /** Absent for a number. */
  readonly level?: string;
  readonly isDate: boolean;
  /** A missing number counts as the median, a missing level as another one. */
  readonly answerOf: (row: number) => number;
}

/** What rules may ask about the rows of a table. */
export function ruleFeatures(
  columns: readonly ColumnEncoding[],
  table: Table,
): readonly RuleFeature[] {
  return columns.flatMap((column): RuleFeature[] => {
    const given = getColumn(table, column.name);
    if (column.kind === 'category')
      return column.levels.map((level, place) => {
        const isLevel = levelTest(given, column.levels, place);
        const answerOf = (row: number): number => (isLevel(row) === true ? 1 : 0);
        return { column: column.name, level, isDate: false, answerOf };
      });
    if (!isNumeric(given)) return [];
    const middle = medianOf(column);
    const answerOf = (row: number): number => {
      const value = given.values[row];
      return value - value === 0 ? value : middle;
    };
    return [{ column: column.name, isDate: column.isDate, answerOf }];
  });
}

/** The answers of some rows. @shape result: rows x features */
export function askRows(features: readonly RuleFeature[], rows: Int32Array): Matrix {
  const x = zeros(rows.length, features.length);
  features.forEach(({ answerOf }, j) => {
    for (let i = 0; i < rows.length; i++) x.values[i * features.length + j] = answerOf(rows[i]);
  });
  return x;
}
