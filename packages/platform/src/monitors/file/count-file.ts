import type { Heap } from '@kaizenml/ml/cells';
import {
  type Binning,
  type ColumnWindow,
  isLevelBinning,
  openColumnCounter,
} from '@kaizenml/ml/windows';
import {
  type ColumnField,
  conformColumn,
  isTextKind,
  type PieceFile,
} from '../../datasets/index.ts';
import { openFile, type Walker, type WalkOptions, walkFile } from './walk-file.ts';

/** A column of a file, counted. */
export interface CountedColumn {
  readonly binning: Binning;
  readonly window: ColumnWindow;
  /** Cells with a text that the kind cannot hold, such as a word among numbers: they count as missing. */
  readonly nUnreadable: number;
}

/** What is remembered of a file: a window per column. */
export interface CountedFile {
  readonly nRows: number;
  /** In the order of the binnings. */
  readonly columns: readonly CountedColumn[];
  /** Names of binnings whose columns the file has not, in their order. */
  readonly absent: readonly string[];
  /** Columns of the file that have no binning, in its order. */
  readonly others: readonly string[];
}

/** Where columns are counted. */
export interface CountOptions extends WalkOptions {
  readonly binnings: readonly Binning[];
}

/**
 * Counts the columns of a data file on binnings that were chosen before, into one window each, in memory that does not grow with the file.
 *
 * A cell is read by itself, as `kaizen predict --out` reads it: kinds are those of the binnings, and never inferred from other rows.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_A_TABLE, TABLE_EMPTY, COLUMN_DUPLICATE, LINE_TOO_LONG
 * @cost O(rows * columns)
 */
export async function countFile(path: string, options: CountOptions): Promise<CountedFile> {
  const { binnings, workPath } = options;
  const kinds = new Map(
    binnings.flatMap(({ name, kind }) => (isTextKind(kind) ? [[name, kind] as const] : [])),
  );
  const file = await openFile(path, { workPath, kinds });
  const known = new Map(binnings.map((binning) => [binning.name, binning]));
  const present = new Set(file.columns);
  const asked = binnings.filter(({ name }) => !file.isClosed || present.has(name));
  const counted = new Map<string, CountedColumn>();
  const nRows = await walkFile(
    file,
    asked.map(({ name }) => name),
    {
      ...options,
      open: (names, heap) =>
        countingWalker(
          names.map((name) => known.get(name) as Binning),
          { heap, give: (column) => counted.set(column.binning.name, column) },
        ),
    },
  );
  const columns = asked
    .map(({ name }) => counted.get(name) as CountedColumn)
    .filter(({ binning, window }) => present.has(binning.name) || window.missing < nRows);
  const found = new Set(columns.map(({ binning }) => binning.name));
  return {
    nRows,
    columns,
    absent: binnings.map(({ name }) => name).filter((name) => !found.has(name)),
    others: othersOf(file, known),
  };
}

function othersOf({ columns }: PieceFile, known: ReadonlyMap<string, Binning>): readonly string[] {
  return columns.filter((name) => !known.has(name));
}

function countingWalker(
  binnings: readonly Binning[],
  { heap, give }: { readonly heap: Heap; readonly give: (column: CountedColumn) => void },
): Walker {
  const seats = binnings.map((binning) => ({
    binning,
    field: fieldOf(binning),
    counter: openColumnCounter(binning, heap),
    nUnreadable: 0,
  }));
  return {
    names: binnings.map(({ name }) => name),
    numbers: new Set(binnings.flatMap(({ name, kind }) => (kind === 'number' ? [name] : []))),
    take({ nRows, columns }, dateFormats) {
      for (const seat of seats) {
        const { name } = seat.binning;
        const column = conformColumn(seat.field, columns.get(name), {
          nRows,
          format: dateFormats[name],
          unreadable: () => {
            seat.nUnreadable++;
          },
        });
        seat.counter.add(column);
      }
    },
    finish() {
      for (const { binning, counter, nUnreadable } of seats)
        give({ binning, window: counter.window, nUnreadable });
    },
  };
}

function fieldOf(binning: Binning): ColumnField {
  const { name, kind } = binning;
  return isLevelBinning(binning) ? { name, kind, levels: binning.levels } : { name, kind };
}
