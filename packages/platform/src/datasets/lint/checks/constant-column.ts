import { parseNumber } from '@kaizenml/ml/table';
import { type ColumnCheck, countOf } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';

/** Fewest rows that make it no accident, and the share of missing cells up to which a column is no flag. */
const [FEWEST_ROWS, MOST_MISSING] = [10, 0.2];

/** A column with a single value, the same number written in two ways among them. */
export const constantColumn: ColumnCheck = (column, { header }) => {
  const { name, nCells, nMissing, values, hasMore } = column;
  const [only] = values.keys();
  const total = nValues(column);
  if (total < FEWEST_ROWS || nMissing > MOST_MISSING * nCells || hasMore || !isOne(values))
    return undefined;
  return {
    code: 'COLUMN_CONSTANT',
    severity: 'info',
    column: name,
    message: `Column '${name}' holds '${only}' in ${nMissing === 0 ? `all ${nCells} rows` : `${countOf(total, nCells)} and nothing in the others`}`,
    hint: 'Leave it out, or check the filter of the export.',
    lines: [header.line],
    details: { value: only, count: total, total: nCells, share: total / nCells },
  };
};

function isOne(values: ReadonlyMap<string, unknown>): boolean {
  if (values.size < 2) return values.size === 1;
  const numbers = values.size < 4 ? [...values.keys()].map(parseNumber) : [Number.NaN];
  return numbers.every((value) => value === numbers[0]);
}
