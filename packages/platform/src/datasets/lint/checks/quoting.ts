import {
  type ColumnCheck,
  countOf,
  firstOf,
  type LintFinding,
  linesOf,
  placesOf,
  type TableCheck,
} from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';

/** Rows in quotes as a whole, and text behind a closing quote. */
export const quoting: TableCheck = (table) => {
  const { file, isWrapped, lines, nRows, wrapped } = table;
  const found: LintFinding[] = [];
  if (isWrapped || wrapped.count > 0)
    found.push({
      code: 'ROWS_QUOTED',
      severity: 'error',
      message: isWrapped
        ? `Every row of '${file}' stands in quotes as a whole, so that it is one cell`
        : `${countOf(wrapped.count, nRows, 'rows')} of '${file}' ${wrapped.count === 1 ? 'stands' : 'stand'} in quotes as a whole, ${linesOf(wrapped, table)}`,
      hint: 'Take the outer quotes off, or let `--fix` do it.',
      ...(isWrapped
        ? { lines: [1], details: { count: nRows, total: nRows, share: 1 } }
        : placesOf(wrapped, nRows)),
    });
  if (lines.strayQuotes > 0)
    found.push({
      code: 'QUOTE_STRAY',
      severity: 'error',
      message: `${countOf(lines.strayQuotes, nRows, 'rows')} of '${file}' ${lines.strayQuotes === 1 ? 'has' : 'have'} text behind a closing quote, first in line ${lines.firstStrayQuote}`,
      hint: 'Double every quote ("") that is part of a quoted text, or let `--fix` do it and look at these lines.',
      lines: [lines.firstStrayQuote],
      details: { count: lines.strayQuotes, total: nRows },
    });
  return found;
};

/** Values in typographic quotes, which no reader takes off. */
export const typographicQuotes: ColumnCheck = (column, table) => {
  const seen = column.typographic;
  if (seen.count === 0) return undefined;
  const total = nValues(column);
  return {
    code: 'QUOTES_TYPOGRAPHIC',
    severity: 'warning',
    column: column.name,
    message: `Column '${column.name}' holds values in typographic quotes in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint: 'Write plain quotes ("): typographic ones stay part of the value.',
    ...placesOf(seen, total),
  };
};
