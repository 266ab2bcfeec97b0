import { type LintFinding, quoted, type TableCheck } from '../check.ts';
import { readShape } from '../evidence/cell-shape.ts';
import { type ColumnEvidence, nOf, nValues } from '../evidence/column-evidence.ts';
import type { TableEvidence } from '../evidence/table-evidence.ts';

/** Share of numbers or dates from which a column is no text. */
const NEARLY_ALL = 0.9;
/** What stands below the name of a column of text: nothing, a word for its type, a dash, something in brackets. */
const NO_VALUE =
  /^(|[-=*_.:]+|\W*(string|str|text|category|categorical|object|char|character|varchar|nominal|factor|name|label|id)\W*|[[(<].*[\])>])$/i;

/** A line of units, of types or of a second set of names below the header. */
export const secondLine: TableCheck = (table): readonly LintFinding[] => {
  const { file, firstRow, at } = table;
  if (firstRow === undefined || !isSecondLine(table)) return [];
  const text = firstRow.cells.filter((cell) => cell.trim() !== '').join(', ');
  return [
    {
      code: 'HEADER_SECOND_LINE',
      severity: 'error',
      message: `The header of '${file}' seems to go on in ${at} ${firstRow.line}: ${quoted(text.length > 60 ? `${text.slice(0, 60)}…` : text)} stands above numbers`,
      hint: 'Put units into the names of the columns and take the line off: as a row it turns numbers into text.',
      lines: [firstRow.line],
      details: { line: firstRow.line, cells: firstRow.cells.slice(0, 20) },
    },
  ];
};

/** Whether the first row holds words in every column of numbers or dates. */
export function isSecondLine({ firstRow, columns, header, nRows }: TableEvidence): boolean {
  if (firstRow === undefined || !header.isPresent || nRows < 5 || columns.length < 2) return false;
  let nWords = 0;
  let nValuesOfText = 0;
  for (const [j, column] of columns.entries()) {
    const cell = (firstRow.cells[j] ?? '').trim();
    if (cell === '') continue;
    if (!isMeasured(column)) {
      if (!NO_VALUE.test(cell) && (column.values.get(cell)?.count ?? 2) > 1) nValuesOfText++;
    } else if (['number', 'date'].includes(readShape(cell).kind)) return false;
    else if (!/^[-?]$/.test(cell)) nWords++;
  }
  return nWords > 1 || (nWords === 1 && nValuesOfText === 0);
}

function isMeasured(column: ColumnEvidence): boolean {
  return (
    nOf(column, 'number', 'date', 'scientific') >=
    Math.min(NEARLY_ALL * nValues(column), nValues(column) - 1)
  );
}
