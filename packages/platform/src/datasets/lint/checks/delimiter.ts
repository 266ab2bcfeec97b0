import { delimiterName } from '../../csv/dialect.ts';
import { countOf, firstOf, type LintFinding, placesOf, type TableCheck } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';

/** Share of the cells from which blanks belong to the delimiter. */
const NEARLY_ALL = 0.9;

/** Another delimiter than the ending promises, one that changes, one with a blank behind it. */
export const delimiter: TableCheck = (table) => {
  const { file, dialect, otherDelimiter, nRows } = table;
  const found: LintFinding[] = [];
  if (file.toLowerCase().endsWith('.csv') && dialect.delimiter !== ',')
    found.push({
      code: 'DELIMITER_UNUSUAL',
      severity: 'info',
      message: `File '${file}' is cut by ${delimiterName(dialect.delimiter)}s, where its ending promises commas`,
      hint: 'Tell readers so, or export it with commas.',
      lines: [1],
      details: { delimiter: dialect.delimiter },
    });
  if (table.separated !== undefined)
    found.push({
      code: 'DELIMITER_UNUSUAL',
      severity: 'warning',
      message: `File '${file}' seems to be cut by ${table.separated.by === ' ' ? 'blanks' : `'${table.separated.by}'`} into ${table.separated.nColumns} columns, which is read as one column of text`,
      hint: 'Export it with commas or tabs.',
      lines: [1],
      details: { delimiter: table.separated.by, nColumns: table.separated.nColumns },
    });
  if (otherDelimiter.count > 0)
    found.push({
      code: 'DELIMITER_MIXED',
      severity: 'error',
      message: `File '${file}' is cut by ${delimiterName(dialect.delimiter)}s, but ${countOf(otherDelimiter.count, nRows, 'rows')} by another character, first ${firstOf(otherDelimiter, table, 2)}`,
      hint: 'Export all rows with the same delimiter.',
      ...placesOf(otherDelimiter, nRows),
    });
  const padded = table.columns.filter(
    (column) => column.padded.count >= NEARLY_ALL * nValues(column) && column.padded.count > 0,
  );
  if (isDelimiterPadded(table))
    found.push({
      code: 'DELIMITER_PADDED',
      severity: 'info',
      message: `File '${file}' has blanks beside its delimiters: ${padded.length} of ${table.columns.length} columns hold padded values`,
      hint: 'Readers that do not trim see other values; let `--fix` take the blanks off.',
      lines: padded[0]?.padded.first.map(({ line }) => line) ?? [],
      details: { columns: padded.map(({ name }) => name) },
    });
  return found;
};

/** Whether blanks stand beside most delimiters, so that they say nothing of a single column. */
export function isDelimiterPadded({ columns }: Parameters<TableCheck>[0]): boolean {
  const padded = columns.filter(
    (column) => column.padded.count >= NEARLY_ALL * nValues(column) && column.padded.count > 0,
  );
  return padded.length >= 2 && padded.length >= columns.length / 2;
}
