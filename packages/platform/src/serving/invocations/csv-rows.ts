import type { Row, Signature } from '@kaizenml/contracts';
import { isMissingMarker } from '@kaizenml/ml/table';
import {
  assertColumns,
  checkColumns,
  collectProblems,
  decodeBody,
  setCell,
} from '../request/index.ts';
import { parseCsv } from './parse-csv.ts';

export interface CsvOptions {
  /** Whether the first line names the columns. `guess`: it does when most of its cells are names of columns. */
  readonly header: 'present' | 'absent' | 'guess';
  /** What the sentences are about. */
  readonly subject: string;
  /**
   * Whether the columns of the header must be those of the model. Default true; false only refuses names that come twice, and leaves
   * the others to the door.
   */
  readonly mustFit?: boolean;
  /** Rows that are read at most. Default: all. */
  readonly maxRows?: number;
}

/**
 * The rows of a CSV body, with the names of the columns in its first line or in the order of the model.
 *
 * What stands for a missing value in a table, such as an empty cell or `NaN`, does so here.
 *
 * @throws REQUEST_INVALID, INPUT_SCHEMA_MISMATCH
 */
export function csvRows(
  signature: Signature,
  body: Uint8Array,
  { header, subject, mustFit = true, maxRows = Number.POSITIVE_INFINITY }: CsvOptions,
): Row[] {
  const problems = collectProblems(
    subject,
    'Send one line per row; see the columns with `kaizen models show`.',
  );
  const known = signature.inputs.map(({ name }) => name);
  const rows: Row[] = [];
  let names: readonly string[] | undefined;
  let nLines = 0;
  for (const cells of parseCsv(decodeBody(body, subject), subject)) {
    if (names === undefined) {
      const hasHeader = header === 'present' || (header === 'guess' && isHeader(cells, known));
      if (hasHeader) assertHeader(signature, cells, mustFit);
      names = hasHeader ? cells : known;
      if (hasHeader) continue;
    }
    if (cells.length !== names.length)
      problems.add(`rows[${nLines}]`, `must have ${names.length} cells, got ${cells.length}`);
    else if (problems.count === 0) rows.push(makeRow(names, cells));
    nLines++;
    if (nLines > maxRows) {
      problems.add('rows', `must be at most ${maxRows}, got more`);
      break;
    }
  }
  if (names === undefined) problems.add('(body)', 'must have at least one line, got none');
  problems.assertNone();
  return rows;
}

function assertHeader(signature: Signature, names: readonly string[], mustFit: boolean): void {
  const problems = checkColumns(signature, names, '/header');
  assertColumns(
    signature,
    mustFit ? problems : problems.filter(({ problem }) => problem === 'duplicate'),
  );
}

function makeRow(names: readonly string[], cells: readonly string[]): Row {
  const row: Record<string, unknown> = {};
  for (const [j, name] of names.entries()) setCell(row, name, readText(cells[j] ?? ''));
  return row;
}

function isHeader(cells: readonly string[], known: readonly string[]): boolean {
  const nNames = cells.filter((cell) => known.includes(cell)).length;
  return nNames * 2 > cells.length;
}

function readText(cell: string): string | null {
  return isMissingMarker(cell) ? null : cell;
}
