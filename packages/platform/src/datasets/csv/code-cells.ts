import { type FileHandle, open } from 'node:fs/promises';
import {
  type CellRecords,
  type CellShape,
  type Cells,
  type CellsEnd,
  openCells,
} from '@kaizenml/ml/cells';
import { markLength } from './byte-order-mark.ts';
import { type CellPlan, columnModes } from './column-modes.ts';
import type { Dialect } from './dialect.ts';

/** A file is read in pieces of so many bytes, or records where these are long: each column costs something per piece. */
const CHUNK_BYTES = 1 << 19;
const CHUNK_RECORDS = 1 << 10;
const LARGEST_CHUNK = 1 << 24;
/** Times that reading begins anew before it is left to others. */
const MOST_STARTS = 6;

/** Hears of records as they come; what they hold is written over by the next. */
export type HearRecords = (records: CellRecords, firstRow: number) => void;

/** What is read of a delimited file, and how. */
export interface CodedFile
  extends Omit<CellShape, 'delimiter' | 'hasQuotes' | 'numbers' | 'places' | 'nColumns'> {
  readonly dialect: Dialect;
  /** Names of the columns. */
  readonly names: readonly string[];
  /** Columns that are wanted, increasing. Default: all. */
  readonly places?: readonly number[] | undefined;
  /** Columns that always get codes. Default: none. */
  readonly texts?: ReadonlySet<number> | undefined;
  /** Called before the first record, and again where reading begins anew in another way. */
  readonly start?: ((plan: CellPlan) => HearRecords) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A delimited file in dictionaries of its cells, and numbers where these do not repeat. */
export interface CodedCells extends CellPlan {
  readonly cells: Cells;
  readonly nRows: number;
  /** Columns that were wanted and have too many different texts. */
  readonly crowded: readonly number[];
}

/**
 * Reads a regular delimited file by its cells.
 *
 * Columns of numbers that hardly repeat in the first half megabyte are read as numbers. Reading begins anew where a column turns
 * out to be otherwise than it began, a few times at most.
 *
 * @returns undefined where the file is not regular: other ways of reading tell what is wrong, and where.
 * @cost One pass, 100 to 250 MB/s; memory of the different texts.
 */
export async function codeCells(path: string, options: CodedFile): Promise<CodedCells | undefined> {
  const { dialect, start } = options;
  if (dialect.recordEnd === 'cr') return undefined;
  const modes = columnModes(options);
  const file = await open(path, 'r');
  try {
    const sizeBytes = (await file.stat()).size;
    for (let nStarts = 1; nStarts <= MOST_STARTS; nStarts++) {
      const plan = modes.plan();
      const read = await readCells(
        file,
        { ...options, ...plan },
        {
          hear: start?.(plan),
          look: (cells, nRows, usedBytes) =>
            nStarts === 1 && modes.learn(cells, { nRows, share: sizeBytes / usedBytes }),
        },
      );
      if (read === 'again') continue;
      if (!('end' in read)) return { ...read, ...plan, crowded: modes.crowded() };
      if (!modes.settle(read)) return undefined;
    }
    return undefined;
  } finally {
    await file.close();
  }
}

interface Listener {
  readonly hear: HearRecords | undefined;
  /** Looks at what the first piece held; true where reading is to begin anew. */
  readonly look: (cells: Cells, nRows: number, usedBytes: number) => boolean;
}

async function readCells(
  file: FileHandle,
  { dialect, names, signal, ...shape }: CodedFile & CellPlan,
  { hear, look }: Listener,
): Promise<
  { cells: Cells; nRows: number } | (CellsEnd & { cells: Cells; nRows: number }) | 'again'
> {
  const cells = openCells({ ...shape, ...dialect, nColumns: names.length });
  const chunkBytes = await chunkLength(file);
  let [position, nRows, nWaiting] = [await markLength(file), 0, 0];
  for (let isFirst = true; ; isFirst = false) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(cells.room(chunkBytes), 0, chunkBytes, position);
    position += bytesRead;
    const records = cells.push(bytesRead, bytesRead === 0);
    if ('end' in records) return { ...records, cells, nRows };
    hear?.(records, nRows);
    nRows += records.nRecords;
    if (bytesRead === 0) return { cells, nRows };
    if (isFirst && look(cells, nRows, position)) return 'again';
    nWaiting = records.nRecords === 0 ? nWaiting + bytesRead : 0;
    if (nWaiting > 2 * chunkBytes) return { end: 'irregular', cells, nRows };
  }
}

/** Room for about `CHUNK_RECORDS` records like the first ones. */
async function chunkLength(file: FileHandle): Promise<number> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES, 0);
  const nLines = buffer.subarray(0, bytesRead).reduce((n, byte) => n + (byte === 10 ? 1 : 0), 1);
  const wanted = (bytesRead / nLines) * CHUNK_RECORDS;
  return Math.round(Math.min(LARGEST_CHUNK, Math.max(CHUNK_BYTES, wanted)));
}
