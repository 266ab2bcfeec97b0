import { gzipSync } from 'node:zlib';
import type { Signature } from '@kaizenml/contracts';
import type { TableAnswers } from '@kaizenml/ml/artifact';
import type { Heap } from '@kaizenml/ml/cells';
import { type Table, takeRows } from '@kaizenml/ml/table';
import type { Piece, PieceRows, RawColumn } from '../datasets/index.ts';
import { toAnswerTable } from '../models/index.ts';
import { conformPiece } from './conform-piece.ts';
import { countSeen, type Seen } from './count-seen.ts';
import { answersOut, keptOut, type OutColumn, takeOut, valuesOf } from './out-column.ts';
import type { BatchPlan } from './plan.ts';
import { readPiece } from './read-piece.ts';
import { csvNames, csvRows } from './writing/csv-rows.ts';
import { jsonRows } from './writing/json-rows.ts';
import type { FooterColumn } from './writing/parquet-footer.ts';
import { type RowGroup, rowGroup } from './writing/row-group.ts';

/** A model that answers tables. */
export interface TableModel {
  readonly signature: Signature;
  /** Memory that cells are cut in, one piece at a time. */
  readonly heap: Heap;
  readonly answerTable: (table: Table) => TableAnswers | Promise<TableAnswers>;
}

/** A row that could not be answered. */
export interface BadRow {
  /** Its place in the piece. */
  readonly row: number;
  readonly reasons: readonly string[];
  /** What the model reads of it, as it was written. */
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** What became of a piece. */
export interface AnsweredPiece {
  readonly nRows: number;
  /** Rows as they are written; empty where the job ends at a bad row. */
  readonly bytes: Uint8Array;
  /** Of Parquet. */
  readonly group?: RowGroup | undefined;
  readonly columns: readonly FooterColumn[];
  readonly bad: readonly BadRow[];
  readonly seen: Seen;
  /** Memory of the piece, which nobody reads any more. */
  readonly read?: ArrayBuffer | undefined;
}

/** How a piece is answered. */
export interface AnswerOptions {
  readonly plan: BatchPlan;
  /** Memory for what is written, if it reaches. */
  readonly spare?: ArrayBuffer | undefined;
}

/** Reads a piece, answers its rows and writes them down. The same piece gives the same bytes, wherever it is answered. */
export async function answerPiece(
  { signature, heap, answerTable }: TableModel,
  piece: Piece,
  { plan, spare }: AnswerOptions,
): Promise<AnsweredPiece> {
  const rows = readPiece({ signature, heap }, piece, plan);
  const dateFormats = piece.kind === 'text' ? piece.layout.dateFormats : piece.dateFormats;
  const { table, problems } = conformPiece(signature, rows, dateFormats);
  const good = goodRows(rows.nRows, problems);
  const readable = problems.size === 0 ? table : takeRows(table, good);
  const answers = answersOut(toAnswerTable(signature, await answerTable(readable)));
  const kept = plan.keep.map((column) => keptOut(column, rows));
  const columns = laidOut({ kept, answers, good, nRows: rows.nRows }, problems.size > 0, plan);
  const nOut = plan.badRows === 'empty' ? rows.nRows : good.length;
  const isRefused = plan.badRows === 'refuse' && problems.size > 0;
  return {
    nRows: rows.nRows,
    ...(isRefused ? { bytes: new Uint8Array(0) } : written(columns, nOut, { plan, spare })),
    columns: columns.map(({ name, kind }) => ({ name, kind })),
    bad: badRows(signature, rows, problems),
    seen: countSeen(signature, readable),
    read: piece.kind === 'text' ? piece.bytes.buffer : undefined,
  };
}

/** Rows without a problem. */
function goodRows(nRows: number, problems: ReadonlyMap<number, unknown>): Int32Array {
  const good = new Int32Array(nRows - problems.size);
  for (let i = 0, k = 0; i < nRows; i++) if (!problems.has(i)) good[k++] = i;
  return good;
}

interface Parts {
  readonly kept: readonly OutColumn[];
  readonly answers: readonly OutColumn[];
  readonly good: Int32Array;
  readonly nRows: number;
}

/** Kept columns and answers side by side: of the rows that were answered, or of all. */
function laidOut(
  { kept, answers, good, nRows }: Parts,
  hasProblems: boolean,
  { badRows: policy }: BatchPlan,
): readonly OutColumn[] {
  if (!hasProblems) return [...kept, ...answers];
  if (policy !== 'empty') return [...kept.map((column) => takeOut(column, good)), ...answers];
  const places = new Int32Array(nRows).fill(-1);
  for (const [k, row] of good.entries()) places[row] = k;
  return [...kept, ...answers.map((column) => takeOut(column, places))];
}

function written(
  columns: readonly OutColumn[],
  nRows: number,
  { plan: { format, isPacked }, spare }: AnswerOptions,
): { readonly bytes: Uint8Array; readonly group?: RowGroup } {
  if (nRows === 0) return { bytes: new Uint8Array(0) };
  if (format === 'parquet') return rowGroup(valuesOf(columns), nRows);
  const bytes =
    format === 'csv' ? csvRows(columns, nRows, spare) : jsonRows(valuesOf(columns), nRows);
  return { bytes: isPacked ? packed(bytes) : bytes };
}

/** A member of a gzip file: members that follow each other are one file. */
export function packed(bytes: Uint8Array): Buffer {
  return gzipSync(bytes, { level: 3 });
}

/** What stands before the rows in a file of answers. */
export function beforeRows(
  columns: readonly FooterColumn[],
  { format, isPacked }: BatchPlan,
): Buffer {
  if (format !== 'csv') return Buffer.from(format === 'parquet' ? 'PAR1' : '');
  const names = Buffer.from(csvNames(columns));
  return isPacked ? packed(names) : names;
}

function badRows(
  { inputs }: Signature,
  { columns }: PieceRows,
  problems: ReadonlyMap<number, readonly string[]>,
): BadRow[] {
  return [...problems]
    .sort(([a], [b]) => a - b)
    .map(([row, reasons]) => ({
      row,
      reasons,
      values: Object.fromEntries(
        inputs.flatMap(({ name }) => {
          const column = columns.get(name);
          return column === undefined ? [] : [[name, valueAt(column, row)]];
        }),
      ),
    }));
}

function valueAt(column: RawColumn, row: number): string | number | null {
  if (column.layout === 'texts') return column.levels[column.codes[row] ?? -1] ?? null;
  if (column.layout === 'whole')
    return column.isMissing[row] === 1 ? null : String(column.values[row]);
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}
