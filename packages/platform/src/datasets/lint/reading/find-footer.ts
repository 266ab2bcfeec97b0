import { parseNumber } from '@kaizenml/ml/table';
import type { LintHeader, OddLine } from '../evidence/table-evidence.ts';
import type { LintRecord } from './cut-records.ts';

/** Words with which lines below a table start, in six languages. */
const SUMMARY =
  /^\W*(grand[ -]?total|sub-?totals?|totals?|sum|averages?|means?|overall|somme|moyenne|gesamt\w*|summe|mittelwert|durchschnitt|insgesamt|totale|somma|media|suma|promedio|soma|итого)\b/i;
const WHOLE_SUMMARY = new RegExp(`${SUMMARY.source}\\W*$`, 'i');
const REMARK =
  /^\W*(sources?|notes?|n\.?b\.?|remarks?|comments?|generated|exported|created|printed|report|end of|last (update|change)|rows?:|\(?\d+ (rows?|records?|entries|items|lines|zeilen|lignes)|©|copyright|all rights|quelle|hinweis|anmerkung|stand|fuente|nota|fonte|disclaimer|confidential|eof)\b/i;

/**
 * The last records that are no rows: totals, sources, remarks.
 *
 * @param last The last records of the file in their order.
 * @param isKnown Whether a column holds a value like this one among its rows.
 * @returns How many of them are none, and what they say.
 */
export function findFooter(last: readonly LintRecord[], header: LintHeader): OddLine[] {
  const nColumns = header.names.length;
  if (nColumns < 2) return [];
  const footer: OddLine[] = [];
  for (const { line, cells } of last.toReversed()) {
    if (line <= header.line || !isFooter(cells, nColumns, last)) break;
    footer.unshift({ line, text: cells.filter((cell) => cell.trim() !== '').join(', ') });
  }
  return footer;
}

function isFooter(
  cells: readonly string[],
  nColumns: number,
  last: readonly LintRecord[],
): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const [first = ''] = filled;
  if (filled.length === 0) return false;
  if (filled.some((cell) => WHOLE_SUMMARY.test(cell)) && isAlone(cells, last)) return true;
  if (isSum(cells, nColumns, last)) return true;
  if (!/\p{L}|^[-=*_.]{3,}$/u.test(first)) return false;
  const isShort = cells.length !== nColumns;
  if (isShort && filled.length === 1 && nColumns > 2 && /\s|:|^[-=*_.]{3,}$/.test(first))
    return true;
  if (isShort && (SUMMARY.test(first) || REMARK.test(first))) return true;
  if (filled.length <= nColumns / 2 && filled.length === 1 && REMARK.test(first)) return true;
  if (filled.length === 1 && nColumns > 3 && first.length > 20) return true;
  return SUMMARY.test(first) && filled.length < nColumns && isAlone(cells, last);
}

/** Whether no other of the last rows has such a word in the same column. */
function isAlone(cells: readonly string[], last: readonly LintRecord[]): boolean {
  const j = cells.findIndex((cell) => SUMMARY.test(cell.trim()));
  return last.filter(({ cells: row }) => SUMMARY.test((row[j] ?? '').trim())).length <= 2;
}

/** Times the largest of the last values that a sum is at least. */
const TIMES = 3;

/** Whether a row holds numbers only, each far larger than those of the rows above it, and lacks what all of them have. */
function isSum(cells: readonly string[], nColumns: number, last: readonly LintRecord[]): boolean {
  const above = last.map((one) => one.cells).filter((row) => row !== cells);
  if (cells.length !== nColumns || nColumns < 3 || above.length < 4) return false;
  const isEmpty = (row: readonly string[], j: number) => (row[j] ?? '').trim() === '';
  const sums = cells.flatMap((_, j) => (isEmpty(cells, j) ? [] : [j]));
  const lacksOne = cells.some(
    (_, j) => isEmpty(cells, j) && above.every((row) => !isEmpty(row, j)),
  );
  const isLarger = (j: number) =>
    above.every(
      (row) => parseNumber(cells[j] ?? '') > TIMES * Math.abs(parseNumber(row[j] ?? '') || 0),
    );
  return lacksOne && sums.length > 0 && sums.every(isLarger);
}
