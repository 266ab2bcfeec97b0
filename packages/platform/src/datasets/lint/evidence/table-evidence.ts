import { DELIMITERS, type Dialect } from '../../csv/dialect.ts';
import type { Encoding } from '../../formats/recognize.ts';
import type { Separated } from '../reading/cut-head.ts';
import { type Cuts, cellsOf, type LineCounts, type LintRecord } from '../reading/cut-records.ts';
import { CELL, ColumnCollector } from './column-collector.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import { createDuplicateRows, type DuplicateRows } from './duplicate-rows.ts';
import { createEqualColumns } from './equal-columns.ts';
import { isHeaderAgain, namesLike, startsLike } from './header-again.ts';
import { createShiftedRows } from './shifted-rows.ts';
import { createSightings, type Sightings, see } from './sightings.ts';

/** A line that is no row, above or below them. */
export interface OddLine {
  readonly line: number;
  readonly text: string;
}

/** Names of the columns and what is odd about them. */
export interface LintHeader {
  readonly names: readonly string[];
  /** Names as they stand in the file. */
  readonly rawNames: readonly string[];
  readonly isPresent: boolean;
  /** Line of the header, or of the first row when there is none. */
  readonly line: number;
  /** Positions of columns without a name, from 1. */
  readonly unnamed: readonly number[];
  /** Names that occur more than once, with their positions from 1. */
  readonly repeated: readonly { readonly name: string; readonly positions: readonly number[] }[];
  /** Lines above that are neither names nor rows. */
  readonly preamble: readonly OddLine[];
}

/** What one pass over a file collects, in bounded memory. */
export interface TableEvidence {
  readonly file: string;
  /** What places are numbers of. */
  readonly at: 'line' | 'row';
  readonly encoding: Encoding;
  readonly hasMark: boolean;
  /** True when UTF-16 was found out without a byte order mark. */
  readonly isGuessed: boolean;
  readonly dialect: Dialect;
  /** True when every record is one quoted cell that holds the record. */
  readonly isWrapped: boolean;
  /** What seems to separate cells of records that are read as one. */
  readonly separated: Separated | undefined;
  readonly header: LintHeader;
  readonly columns: readonly ColumnEvidence[];
  readonly lines: LineCounts;
  nRows: number;
  /** Lines that are not UTF-8; the value is the first byte. */
  readonly invalid: Sightings;
  /** Pieces of the text that hold letters beyond ASCII in UTF-8. */
  nUtf8: number;
  /** Rows with another number of cells; the value is that number. */
  readonly uneven: Sightings;
  /** Rows that have only empty cells too many. */
  readonly trailing: Sightings;
  /** Rows that use another delimiter; the value is its character. */
  readonly otherDelimiter: Sightings;
  /** Rows in quotes as a whole. */
  readonly wrapped: Sightings;
  /** Rows without a single value. */
  readonly blankRows: Sightings;
  readonly comments: Sightings;
  readonly headers: Sightings;
  /** Rows with another number of cells that hold NUL bytes. */
  readonly nulRows: Sightings;
  duplicates: DuplicateRows;
  /** The row right below the header. */
  firstRow: LintRecord | undefined;
  shifted: Sightings;
  footer: readonly OddLine[];
  truncated: OddLine | undefined;
  /** Groups of columns that are the same in every row; positions from 0. */
  equal: readonly (readonly number[])[];
}

/** What is known before the rows come. */
export type TableStart = Pick<
  TableEvidence,
  | 'file'
  | 'at'
  | 'encoding'
  | 'hasMark'
  | 'isGuessed'
  | 'dialect'
  | 'isWrapped'
  | 'separated'
  | 'header'
  | 'lines'
>;

/** Collects evidence record by record; lines up to the header are left out. */
export function createTableCollector(start: TableStart) {
  const { header, dialect } = start;
  const nColumns = header.names.length;
  const columns = header.names.map((name, j) => new ColumnCollector(name, j + 1));
  const evidence = {
    ...start,
    columns: [] as ColumnEvidence[],
    nRows: 0,
    invalid: createSightings(),
    nUtf8: 0,
    uneven: createSightings(),
    trailing: createSightings(),
    otherDelimiter: createSightings(),
    wrapped: createSightings(),
    blankRows: createSightings(),
    comments: createSightings(),
    headers: createSightings(),
    nulRows: createSightings(),
    duplicates: { seen: createSightings(), sampledEvery: 1 } as DuplicateRows,
    firstRow: undefined as LintRecord | undefined,
    shifted: createSightings(),
    footer: [] as readonly OddLine[],
    truncated: undefined as OddLine | undefined,
    equal: [] as readonly (readonly number[])[],
  };
  const equal = createEqualColumns(nColumns);
  const shifted = createShiftedRows(nColumns);
  const duplicates = createDuplicateRows();
  const hashes = new Int32Array(nColumns);
  const kinds = new Uint8Array(nColumns);
  const firstName = Buffer.from(namesLike(header.rawNames[0] ?? ''));
  const isAbove = (line: number) =>
    start.at === 'line' && (line < header.line || (line === header.line && header.isPresent));

  const finishRow = (line: number, index: number, nFilled: number): void => {
    if (nFilled > 0) duplicates.add(hashes, line, index);
    else if (nColumns > 1) see(evidence.blankRows, { line, index }, '');
    equal.add(hashes);
    if (nColumns > 2) shifted.add(kinds, line, index);
  };
  const addCells = (cells: readonly string[], line: number, index: number): void => {
    let nFilled = 0;
    for (let j = 0; j < nColumns; j++) {
      const cell = cells[j] ?? '';
      const column = columns[j] as ColumnCollector;
      const bytes = Buffer.from(cell);
      kinds[j] = column.add(bytes, 0, bytes.length, line, index);
      hashes[j] = column.hash;
      if (kinds[j] !== CELL.missing) nFilled++;
    }
    finishRow(line, index, nFilled);
  };
  const add = ({ line, cells }: LintRecord): void => {
    if (isAbove(line)) return;
    const place = { line, index: evidence.nRows };
    if (isHeaderAgain(cells, header)) {
      see(evidence.headers, place, cells.join(dialect.delimiter));
      return;
    }
    const row = trimRow(cells, nColumns);
    if (isComment(row, header)) {
      see(evidence.comments, place, cells.join(dialect.delimiter));
      return;
    }
    evidence.nRows++;
    if (row.length !== cells.length) see(evidence.trailing, place, String(cells.length));
    if (row.length === nColumns) {
      if (place.index === 0) evidence.firstRow = { line, cells: row };
      addCells(row, line, place.index);
      return;
    }
    const unwrapped = unwrap(row, nColumns, dialect);
    if (unwrapped !== undefined) {
      see(evidence.wrapped, place, row[0] ?? '');
      addCells(unwrapped, line, place.index);
      return;
    }
    if (row.some((cell) => cell.includes('\0'))) see(evidence.nulRows, place, '');
    const other = otherDelimiter(row, nColumns, dialect);
    if (other === undefined) see(evidence.uneven, place, String(row.length));
    else see(evidence.otherDelimiter, place, other);
  };
  const addCut = (bytes: Buffer, cuts: Cuts, line: number): void => {
    const { starts, ends, n } = cuts;
    const from = starts[0] as number;
    const mayRepeat = startsLike(bytes, from, ends[0] as number, firstName);
    if (
      n !== nColumns ||
      mayRepeat ||
      evidence.nRows === 0 ||
      line <= header.line ||
      bytes[from] === HASH
    ) {
      add({ line, cells: cellsOf(bytes, cuts) });
      return;
    }
    const index = evidence.nRows++;
    let nFilled = 0;
    for (let j = 0; j < nColumns; j++) {
      const column = columns[j] as ColumnCollector;
      kinds[j] = column.add(bytes, starts[j] as number, ends[j] as number, line, index);
      hashes[j] = column.hash;
      if (kinds[j] !== CELL.missing) nFilled++;
    }
    finishRow(line, index, nFilled);
  };
  return {
    evidence,
    add,
    addCut,
    finish(): TableEvidence {
      evidence.equal = equal.groups();
      evidence.shifted = shifted.finish();
      evidence.duplicates = duplicates.finish();
      evidence.columns = columns.map((column) => column.finish());
      return evidence;
    },
  };
}

const HASH = 35;

/** Whether a record is a comment: a number sign before a line that is no row. */
export function isComment(row: readonly string[], { names }: LintHeader): boolean {
  const [first = ''] = row;
  return (
    first.trimStart().startsWith('#') &&
    !(names[0] ?? '').startsWith('#') &&
    names.length > 1 &&
    (row.length !== names.length || row.slice(1).every((cell) => cell.trim() === ''))
  );
}

/** A row without the empty cells that it has too many. */
export function trimRow(cells: readonly string[], nColumns: number): readonly string[] {
  if (cells.length <= nColumns) return cells;
  return cells.slice(nColumns).every((cell) => cell.trim() === '')
    ? cells.slice(0, nColumns)
    : cells;
}

/** The cells of a row that stands in quotes as a whole. */
export function unwrap(
  row: readonly string[],
  nColumns: number,
  { delimiter, hasQuotes }: Dialect,
): readonly string[] | undefined {
  if (row.length !== 1 || !hasQuotes || nColumns < 2) return undefined;
  const cells = (row[0] ?? '').split(delimiter);
  return cells.length === nColumns
    ? cells.map((cell) => cell.replace(/^"(.*)"$/, '$1'))
    : undefined;
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
