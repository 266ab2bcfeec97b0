import { DELIMITERS, type Dialect } from '../../csv/dialect.ts';
import type { Encoding } from '../../formats/recognize.ts';
import type { LineCounts, LintRecord } from '../reading/cut-records.ts';
import { addCell, type ColumnEvidence, createColumnEvidence } from './column-evidence.ts';
import { createEqualColumns } from './equal-columns.ts';
import { createSightings, type Sightings, see } from './sightings.ts';

/** Names of the columns and what is odd about them. */
export interface LintHeader {
  readonly names: readonly string[];
  readonly isPresent: boolean;
  /** Line of the header; 1 when there is none. */
  readonly line: number;
  /** Positions of columns without a name, from 1. */
  readonly unnamed: readonly number[];
  /** Names that occur more than once, with their positions from 1. */
  readonly repeated: readonly { readonly name: string; readonly positions: readonly number[] }[];
}

/** What one pass over a file collects, in bounded memory. */
export interface TableEvidence {
  readonly file: string;
  readonly encoding: Encoding;
  readonly hasMark: boolean;
  readonly dialect: Dialect;
  readonly header: LintHeader;
  readonly columns: readonly ColumnEvidence[];
  readonly lines: LineCounts;
  nRows: number;
  /** Lines that are not UTF-8; the value is the first byte. */
  readonly invalid: Sightings;
  /** Rows with another number of cells; the value is that number. */
  readonly uneven: Sightings;
  /** Rows that have only empty cells too many. */
  readonly trailing: Sightings;
  /** Rows that use another delimiter; the value is its character. */
  readonly otherDelimiter: Sightings;
  readonly headers: Sightings;
  /** Groups of columns that are the same in every row; positions from 0. */
  equal: readonly (readonly number[])[];
}

/** What is known before the rows come. */
export type TableStart = Pick<
  TableEvidence,
  'file' | 'encoding' | 'hasMark' | 'dialect' | 'header' | 'lines'
>;

/** Collects evidence record by record; the header goes first. */
export function createTableCollector(start: TableStart) {
  const { header, dialect } = start;
  const evidence: TableEvidence = {
    ...start,
    columns: header.names.map((name, j) => createColumnEvidence(name, j + 1)),
    nRows: 0,
    invalid: createSightings(),
    uneven: createSightings(),
    trailing: createSightings(),
    otherDelimiter: createSightings(),
    headers: createSightings(),
    equal: [],
  };
  const equal = createEqualColumns(header.names.length);
  let isFirst = header.isPresent;
  return {
    evidence,
    add({ line, cells }: LintRecord): void {
      if (isFirst) {
        isFirst = false;
        return;
      }
      const place = { line, index: evidence.nRows };
      if (isHeaderAgain(cells, header)) {
        see(evidence.headers, place, cells.join(dialect.delimiter));
        return;
      }
      evidence.nRows++;
      const row = trimRow(cells, header.names.length);
      if (row.length !== cells.length) see(evidence.trailing, place, String(cells.length));
      if (row.length !== header.names.length) {
        const other = otherDelimiter(row, header.names.length, dialect);
        if (other === undefined) see(evidence.uneven, place, String(row.length));
        else see(evidence.otherDelimiter, place, other);
        return;
      }
      for (const [j, column] of evidence.columns.entries()) addCell(column, row[j] ?? '', place);
      equal.add(row);
    },
    finish(): TableEvidence {
      evidence.equal = equal.groups();
      return evidence;
    },
  };
}

/** Whether a record says the names of the columns once more. */
export function isHeaderAgain(cells: readonly string[], { names, isPresent }: LintHeader): boolean {
  return (
    isPresent &&
    names.length > 1 &&
    cells.length === names.length &&
    cells.every((cell, j) => cell.trim() === names[j])
  );
}

/** A row without the empty cells that it has too many. */
export function trimRow(cells: readonly string[], nColumns: number): readonly string[] {
  if (cells.length <= nColumns) return cells;
  return cells.slice(nColumns).every((cell) => cell.trim() === '')
    ? cells.slice(0, nColumns)
    : cells;
}

function otherDelimiter(
  cells: readonly string[],
  nColumns: number,
  { delimiter }: Dialect,
): string | undefined {
  const text = cells.join(delimiter);
  return DELIMITERS.find(
    (one) => one !== delimiter && nColumns > 1 && text.split(one).length === nColumns,
  );
}
