import type { RawColumn, RowChunk, Witnesses } from '@kaizenml/ml/validation';
import { type KeptCells, keepCells } from '../../csv/keep-cells.ts';
import { type CodedCsv, codeCsv } from '../../formats/code-csv.ts';
import type { TextFile } from '../../formats/text-file.ts';
import { csvRows } from './csv-rows.ts';
import { isToldByExtremes, numberWitnesses } from './number-witnesses.ts';
import type { RowSource, WantedColumn } from './row-source.ts';
import { type SeenNumbers, seeNumbers } from './see-numbers.ts';

/** Cells up to which their codes are kept, so that the file is read once: a quarter of a gigabyte. */
const MOST_KEPT = 2 ** 26;

/**
 * Rows of regular delimited text in UTF-8, read by its cells: the checks ask the different cells of a column, and its rows only
 * where one of these fails.
 *
 * @returns undefined where the text is irregular.
 * @cost One pass over the bytes; memory of the different cells, and 4 bytes per cell of tables that are not large.
 */
export async function codedRows(
  file: TextFile,
  signal?: AbortSignal,
): Promise<RowSource | undefined> {
  let kept: KeptCells | undefined;
  let seen: SeenNumbers | undefined;
  const coded = await codeCsv(file, {
    signal,
    start: ({ places, numbers }) => {
      const codes = keepCells(
        { numbers: [], codes: places.filter((j) => !numbers.has(j)) },
        MOST_KEPT,
      );
      const extremes = seeNumbers(numbers);
      [kept, seen] = [codes, extremes];
      return (records) => {
        codes.hear(records);
        extremes.hear(records);
      };
    },
  });
  if (coded === undefined) return undefined;
  const { dialect, header, nRows } = coded;
  const written = csvRows(
    file.name,
    {
      regular: { path: file.path, dialect },
      header,
      nRows,
      findings: [...file.findings, ...header.findings],
    },
    signal,
  );
  const columns = new Map<string, CodedColumn | undefined>();
  const columnOf = (name: string): CodedColumn | undefined => {
    if (!columns.has(name)) columns.set(name, codedColumn(coded, header.names.indexOf(name), kept));
    return columns.get(name);
  };
  return {
    ...written,
    summarize: (wanted) => {
      const witnesses = new Map<string, Witnesses>();
      for (const column of wanted) {
        const found = columnOf(column.name)?.witnesses ?? numbersOf(coded, column, seen);
        if (found !== undefined) witnesses.set(column.name, found);
      }
      return Promise.resolve({ nRows, witnesses, heldRules: new Set() });
    },
    async *chunks(wanted) {
      const present = wanted.filter(({ name }) => header.names.includes(name));
      const read = new Map(present.map(({ name }) => [name, columnOf(name)]));
      const [first, ...others] = [...read.values()].map((column) => column?.pieces);
      if (first === undefined || others.includes(undefined)) {
        yield* written.chunks(wanted);
        return;
      }
      for (const [k, { length }] of first.entries()) yield chunkOf(read, k, length);
    },
  };
}

/** A column by its different cells. */
interface CodedColumn {
  /** Codes by row, in pieces of the same rows for every column; undefined where they were too many to keep. */
  readonly pieces: readonly Int32Array[] | undefined;
  readonly levels: readonly string[];
  /** Every different cell, for all rows. */
  readonly witnesses: Witnesses;
}

function codedColumn(
  { cells, places, numbers, nRows }: CodedCsv,
  place: number,
  kept: KeptCells | undefined,
): CodedColumn | undefined {
  if (!places.includes(place) || numbers.has(place)) return undefined;
  const { texts: levels, counts } = cells.levels(place);
  const column: RawColumn = {
    layout: 'texts',
    codes: Int32Array.from(levels, (_, k) => k),
    levels,
  };
  return {
    pieces: kept?.pieces(place),
    levels,
    witnesses: { nRows, column, weights: counts, isComplete: true },
  };
}

/** Values that stand for a column that was read as numbers; undefined where its rows must be asked. */
function numbersOf(
  { cells, header, nRows }: CodedCsv,
  { name, schema }: WantedColumn,
  seen: SeenNumbers | undefined,
): Witnesses | undefined {
  const place = header.names.indexOf(name);
  const found = seen?.extremes(place);
  if (found === undefined || !isToldByExtremes(schema)) return undefined;
  const hasNaN = [...cells.markers(place).keys()].some((marker) => /nan$/i.test(marker));
  return hasNaN ? undefined : numberWitnesses({ ...found, nRows });
}

/** Piece k of the rows. */
function chunkOf(
  read: ReadonlyMap<string, CodedColumn | undefined>,
  k: number,
  nRows: number,
): RowChunk {
  const column = (name: string): RawColumn | undefined => {
    const found = read.get(name);
    const codes = found?.pieces?.[k];
    return found && codes && { layout: 'texts', codes, levels: found.levels };
  };
  return { nRows, column };
}
