import { AppError } from '@kaizenml/contracts';
import { type Dialect, delimiterName } from './dialect.ts';
import type { ScanReport } from './scan-report.ts';

/** What a refusal names besides the report. */
export interface RefusalPlace {
  /** Name of the file. */
  readonly file: string;
  readonly dialect: Dialect;
  readonly maxRecordBytes: number;
}

/**
 * Throws what a scan found wrong, the gravest first.
 *
 * @throws FILE_NOT_A_TABLE, LINE_TOO_LONG, ROW_RAGGED
 */
export function refuseCsv(report: ScanReport, place: RefusalPlace): void {
  const { file, dialect, maxRecordBytes } = place;
  if (report.openQuoteLine !== undefined) throw openQuote(file, report);
  if (report.tooLong !== undefined) throw tooLong(file, report.tooLong.line, maxRecordBytes);
  if (report.strayQuote !== undefined) throw strayQuote(file, report.strayQuote);
  if (report.nRagged > 0) throw ragged(file, report, dialect);
}

function openQuote(file: string, report: ScanReport): AppError {
  const line = report.openQuoteLine;
  const until =
    report.tooLong === undefined ? `the end of the file, line ${report.nLines}` : 'a line too long';
  return new AppError('FILE_NOT_A_TABLE', {
    message: `The quote that opens on line ${line} of "${file}" must be closed, got ${until}.`,
    hint: `Close the quote on line ${line}, or double it ("") where it is part of the text.`,
    details: { file, line, nLines: report.nLines },
  });
}

/** The failure of a line that is longer than the limit. */
export function tooLong(file: string, line: number, limitBytes: number): AppError {
  const limit =
    limitBytes >= 1 << 20 ? `${Math.floor(limitBytes / (1 << 20))} MiB` : `${limitBytes} bytes`;
  return new AppError('LINE_TOO_LONG', {
    message: `Line ${line} of "${file}" must be at most ${limit} long, got a longer one.`,
    hint: 'Check that the file is a table with one row per line.',
    details: { file, line, limitBytes },
  });
}

function strayQuote(file: string, { line, cell }: { line: number; cell: number }): AppError {
  return new AppError('FILE_NOT_A_TABLE', {
    message: `Cell ${cell} on line ${line} of "${file}" must end at its closing quote, got more text behind it.`,
    hint: 'Double every quote ("") that is part of a quoted text.',
    details: { file, line, cell },
  });
}

function ragged(file: string, report: ScanReport, { delimiter }: Dialect): AppError {
  const [first] = report.ragged;
  const expected = report.nCells;
  const more = report.nRagged - 1;
  const others = more === 0 ? '' : ` (and ${more} more such line${more === 1 ? '' : 's'})`;
  return new AppError('ROW_RAGGED', {
    message: `Line ${first?.line} of "${file}" must have ${expected} cell${expected === 1 ? '' : 's'} like the first line, got ${first?.received}${others}.`,
    hint: isFirstLineOdd(report)
      ? `Every line but the first has ${first?.received} cells: make the first line the names of the columns, or remove it. ${LINT_FIXES}`
      : mayBeAround(report)
        ? `Lines above or below the table are no rows: remove them. ${LINT_FIXES}`
        : `Cells are separated by a ${delimiterName(delimiter)}: put a cell that contains one in double quotes, or mend the line.`,
    details: {
      file,
      line: first?.line,
      expected,
      received: first?.received,
      nRagged: report.nRagged,
      rows: report.ragged,
    },
  });
}

const LINT_FIXES =
  '`kaizen datasets lint FILE --fix` writes a copy without lines above and below the table.';
/** Lines at the end of a file among which those below the table are. */
const LAST_LINES = 8;

/** Whether most rows are unlike the first line, or only shorter lines at the end are. */
function mayBeAround({ ragged: shown, nRagged, nRecords, nCells, nLines }: ScanReport): boolean {
  if (nRecords > 3 && nRagged > nRecords / 2)
    return shown.some(({ received }) => received > nCells);
  return (
    nRagged === shown.length &&
    nRecords > 3 &&
    shown.every(({ line, received }) => line > nLines - LAST_LINES && received < nCells / 2)
  );
}

function isFirstLineOdd({ ragged: shown, nRagged, nRecords }: ScanReport): boolean {
  return (
    nRagged > 1 &&
    nRagged === nRecords - 1 &&
    shown.every(({ received }) => received === shown[0]?.received)
  );
}
