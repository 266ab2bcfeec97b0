import { AppError } from '@kaizenml/contracts';
import { type Heap, openHeap } from '@kaizenml/ml/cells';
import type { DateFormat } from '@kaizenml/ml/table';
import {
  type KnownKinds,
  openPieces,
  type PieceFile,
  type PieceRows,
  toReadError,
} from '../../datasets/index.ts';
import { readRows } from './read-rows.ts';

/** How a file is gone through. */
export interface WalkOptions {
  /** Folder for temp files, which is removed by the caller when reading has ended. */
  readonly workPath: string;
  readonly signal?: AbortSignal | undefined;
  /** Hears how much of the work is done, 0 to 1. */
  readonly hear?: ((share: number) => void) | undefined;
}

/** Columns that are read together where a file is read by column: few enough that a piece of them is small. */
const COLUMNS_TOGETHER = 128;
/** Rows of a piece of such a file: few enough that its numbers are counted before they leave the cache. */
const PIECE_ROWS = 1 << 14;
/** Bytes of a piece of text: wide rows need room, or each piece has only a few. */
const TEXT_BYTES = 4 << 20;

/** Opens a data file. @throws what reading a table throws */
export async function openFile(
  path: string,
  { workPath, kinds }: Pick<WalkOptions, 'workPath'> & { readonly kinds: KnownKinds },
): Promise<PieceFile> {
  try {
    return await openPieces(path, { workPath, kinds });
  } catch (thrown) {
    throw await toReadError(thrown, path);
  }
}

/** What is done with the rows of a file, for some of its columns. */
export interface Walker {
  /** Columns that it wants. */
  readonly names: readonly string[];
  /** Those among them that are read as numbers. */
  readonly numbers: ReadonlySet<string>;
  /** Takes rows, in the order of the file. */
  readonly take: (
    rows: PieceRows,
    dateFormats: Readonly<Record<string, DateFormat>>,
    nBefore: number,
  ) => void;
  /** Every row was taken. */
  readonly finish: () => void;
}

/**
 * Goes through a file once for each group of columns: all of them together, or, of a file that is read by column, few at a time.
 *
 * @param open Makes what takes the rows of a group of columns; their numbers lie in the heap, and are gone with the next rows.
 * @returns Number of rows.
 * @throws FILE_NOT_A_TABLE at a row that cannot be read, and what reading throws.
 * @cost Memory of a piece of 128 columns or 4 MiB of text, whatever the file holds.
 */
export async function walkFile(
  file: PieceFile,
  names: readonly string[],
  {
    signal,
    hear,
    open,
  }: WalkOptions & { readonly open: (names: readonly string[], heap: Heap) => Walker },
): Promise<number> {
  const groups = file.isByColumn ? inGroups(names, COLUMNS_TOGETHER) : [names];
  const heap = openHeap();
  const values = columnRoom(heap);
  let nRows = 0;
  for (const [g, group] of groups.entries()) {
    const walker = open(group, heap);
    const wanted = new Set(group);
    nRows = 0;
    const { numbers } = walker;
    const columns = {
      ...{ wanted, kept: new Set<string>(), numbers, values },
      ...{ pieceBytes: TEXT_BYTES, pieceRows: PIECE_ROWS },
    };
    try {
      for await (const { piece, doneBytes } of file.pieces(0, columns)) {
        signal?.throwIfAborted();
        const rows = readRows(piece, { wanted, numbers, heap });
        assertWhole(file, rows, nRows);
        const { dateFormats } = piece.kind === 'text' ? piece.layout : piece;
        walker.take(rows, dateFormats, nRows);
        nRows += rows.nRows;
        hear?.((g + Math.min(1, doneBytes / file.sizeBytes)) / groups.length);
      }
    } catch (thrown) {
      throw await toReadError(thrown, file.path);
    }
    walker.finish();
  }
  return nRows;
}

/** Memory of the kernels for the numbers of each column of a piece, which the next piece has again. */
function columnRoom(heap: Heap): (place: number, nRows: number) => Float64Array {
  const held: number[] = [];
  return (place, nRows) => {
    while (held.length <= place) held.push(heap.take(8 * PIECE_ROWS));
    return heap.doubles(held[place] as number, nRows);
  };
}

function inGroups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const groups: (readonly Item[])[] = [];
  for (let at = 0; at === 0 || at < items.length; at += size)
    groups.push(items.slice(at, at + size));
  return groups;
}

/** @throws FILE_NOT_A_TABLE with the first row that was not read. */
function assertWhole({ name, path }: PieceFile, { broken }: PieceRows, nBefore: number): void {
  const [first] = [...broken].sort(([a], [b]) => a - b);
  if (first === undefined) return;
  const [place, reason] = first;
  const row = nBefore + place + 1;
  throw new AppError('FILE_NOT_A_TABLE', {
    message: `Row ${row} of "${name}" must be readable: ${reason}`,
    hint: `See every such line with \`kaizen datasets lint ${path}\`.`,
    details: { file: name, row, reason },
  });
}
