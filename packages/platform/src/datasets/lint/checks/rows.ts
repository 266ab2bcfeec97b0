import {
  countOf,
  firstOf,
  type LintFinding,
  linesOf,
  placesOf,
  type TableCheck,
} from '../check.ts';

/** Rows of another length, a quote without an end, the header once more. */
export const rows: TableCheck = (table) => {
  const { file, header, headers, lines, nRows, trailing, uneven } = table;
  const found: LintFinding[] = [];
  const nColumns = header.names.length;
  if (lines.openQuoteLine !== undefined)
    found.push({
      code: 'QUOTE_OPEN',
      severity: 'error',
      message: `The quote that opens in line ${lines.openQuoteLine} of '${file}' is never closed, so that all that follows is one value`,
      hint: 'Close it, or double it ("") where it is part of the text.',
      lines: [lines.openQuoteLine],
      details: {},
    });
  if (uneven.count > 0)
    found.push({
      code: 'ROWS_UNEVEN',
      severity: 'error',
      message: `${countOf(uneven.count, nRows, 'rows')} of '${file}' ${uneven.count === 1 ? 'has' : 'have'} another number of cells than the ${nColumns} columns, first ${firstOf(uneven, table).replaceAll(/'(\d+)'/g, '$1 cells')}`,
      hint: 'Put quotes around values that hold the delimiter, and fill what is missing.',
      ...placesOf(uneven, nRows),
    });
  if (trailing.count > 0)
    found.push({
      code: 'ROWS_TRAILING',
      severity: 'warning',
      message: `${countOf(trailing.count, nRows, 'rows')} of '${file}' end${trailing.count === 1 ? 's' : ''} with delimiters too many, ${linesOf(trailing, table)}`,
      hint: 'Take them off, or let `--fix` do it.',
      ...placesOf(trailing, nRows),
    });
  if (headers.count > 0)
    found.push({
      code: 'HEADER_REPEATED',
      severity: 'error',
      message: `The header of '${file}' is repeated within the data ${headers.count === 1 ? 'once' : `${headers.count} times`}, ${linesOf(headers, table)}`,
      hint: 'Remove these lines, or let `--fix` do it: as rows they turn numbers into text.',
      ...placesOf(headers, nRows + headers.count),
    });
  return found;
};
