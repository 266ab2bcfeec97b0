import { type ColumnCheck, countOf, quoted } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';

/** Fewest rows that make it no accident, and the share from which one value says nearly nothing. */
const [FEWEST_ROWS, NEARLY_ALL] = [200, 0.995];

/** A column with one value in nearly all rows. */
export const nearlyConstant: ColumnCheck = (column, { header }) => {
  const { name, values, hasMore } = column;
  const total = nValues(column);
  if (hasMore || total < FEWEST_ROWS || values.size < 2) return undefined;
  const [value, seen] = [...values].reduce((most, one) =>
    one[1].count > most[1].count ? one : most,
  );
  if (seen.count < NEARLY_ALL * total) return undefined;
  return {
    code: 'COLUMN_NEARLY_CONSTANT',
    severity: 'info',
    column: name,
    message: `Column '${name}' holds ${quoted(value)} in ${countOf(seen.count, total, 'values')}`,
    hint: 'Leave it out, unless the few other rows are what you look for.',
    lines: [header.line],
    details: { value, count: seen.count, total, share: seen.count / total },
  };
};
