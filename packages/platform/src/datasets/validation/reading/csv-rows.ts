import { invariant } from '@kaizenml/contracts';
import {
  ABSENT,
  type RawColumn,
  type RawNumbers,
  type RowChunk,
  readNumberCell,
} from '@kaizenml/ml/validation';
import { csvLine } from '../../csv/write-csv.ts';
import type { FoundCsv } from '../../formats/csv.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import { plainNumber } from './byte-number.ts';
import type { CutRecords } from './cut-cells.ts';
import { readByteRecords } from './read-records.ts';
import type { RowSource, RowWriter, WantedColumn } from './row-source.ts';

/** Rows of delimited text, cut from its bytes: cells that are not looked at cost nothing. */
export function csvRows(
  name: string,
  { regular, header, nRows, findings }: Omit<FoundCsv, 'report'>,
  signal?: AbortSignal,
): RowSource {
  const read = () =>
    readByteRecords(regular.path, {
      dialect: regular.dialect,
      nCells: header.names.length,
      signal,
    });
  const { delimiter } = regular.dialect;
  const writer: RowWriter = {
    header: (added) =>
      `${[...header.names, ...added].map((cell) => delimited(cell, delimiter)).join(delimiter)}\n`,
    line: (row, added) => {
      const cells = Object.values(added).map((cell) => delimited(String(cell), delimiter));
      return `${[row, ...cells].join(delimiter)}\n`;
    },
  };
  async function* chunks(wanted: readonly WantedColumn[]): AsyncGenerator<RowChunk> {
    const readers = new Map(
      wanted.map((column) => [
        column.name,
        columnReader(column, header.names.indexOf(column.name)),
      ]),
    );
    let skip = header.isPresent ? 1 : 0;
    let n = 0;
    for await (const records of read()) {
      const first = skip;
      skip = 0;
      const count = records.nRecords - first;
      if (count === 0) continue;
      const columns = new Map<string, RawColumn | undefined>();
      for (const [column, reader] of readers) columns.set(column, reader?.(records, first, count));
      yield { nRows: count, column: (column) => columns.get(column) };
      n += count;
    }
    invariant(n === nRows, `${name}: ${nRows} rows were scanned, ${n} read`);
  }
  async function* records(): AsyncGenerator<string[]> {
    let skip = header.isPresent ? 1 : 0;
    for await (const { bytes, nRecords, recordStarts, recordEnds } of read()) {
      const rows: string[] = [];
      for (let k = skip; k < nRecords; k++)
        rows.push(bytes.toString('latin1', recordStarts[k], recordEnds[k]));
      skip = 0;
      yield rows;
    }
  }
  const columns = () => header.names.map((column) => ({ name: column }));
  return { name, findings, columns, chunks, records, writer };
}

type ReadColumn = (records: CutRecords, first: number, count: number) => RawColumn;

function columnReader({ schema }: WantedColumn, j: number): ReadColumn | undefined {
  if (j < 0) return undefined;
  const isNumeric = schema.type === 'integer' || schema.type === 'number';
  return isNumeric ? numberReader(j) : textReader(j);
}

/** Rows are written as latin1, which keeps every byte; what is added is brought into the same form. */
function delimited(cell: string, delimiter: string): string {
  const written = cell.includes(delimiter)
    ? `"${cell.replaceAll('"', '""')}"`
    : csvLine([cell, '']).slice(0, -2);
  return Buffer.from(written, 'utf8').toString('latin1');
}

function numberReader(j: number): ReadColumn {
  return (records, first, count): RawNumbers => {
    const { bytes, starts, ends, nCells } = records;
    const values = new Float64Array(count);
    const marks = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const k = (first + i) * nCells + j;
      const [start, end] = [starts[k] as number, ends[k] as number];
      if (start === end) {
        values[i] = Number.NaN;
        marks[i] = ABSENT;
        continue;
      }
      const value = plainNumber(bytes, start, end);
      values[i] = value;
      if (!Number.isNaN(value)) continue;
      const cell = readNumberCell(cellText(records, k));
      values[i] = cell.value;
      marks[i] = cell.mark;
    }
    return {
      layout: 'numbers',
      values,
      marks,
      written: (i) => cellText(records, (first + i) * nCells + j),
    };
  };
}

function textReader(j: number): ReadColumn {
  const dictionary = new ByteDictionary();
  return ({ bytes, starts, ends, pairs, nCells }, first, count) => {
    dictionary.startChunk();
    const codes = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const k = (first + i) * nCells + j;
      codes[i] = dictionary.code(bytes, starts[k] as number, ends[k] as number, pairs[k] === 1);
    }
    const { levels, invalid } = dictionary;
    return { layout: 'texts', codes, levels, ...(invalid.size > 0 && { invalid }) };
  };
}

function cellText({ bytes, starts, ends, pairs }: CutRecords, k: number): string {
  const text = bytes.toString('utf8', starts[k], ends[k]);
  return pairs[k] === 1 ? text.replaceAll('""', '"') : text;
}
