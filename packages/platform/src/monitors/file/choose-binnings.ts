import { type Binning, chooseBinning } from '@kaizenml/ml/windows';
import type { PieceFile } from '../../datasets/index.ts';
import { openColumnSample } from './column-sample.ts';
import { openFile, type Walker, type WalkOptions, walkFile } from './walk-file.ts';

/** Cells that are held of the columns that are read together. */
const SAMPLED_CELLS = 8_000_000;
const MOST_ROWS = 100_000;
const FEWEST_ROWS = 1000;

/** How binnings are chosen. */
export interface ChooseOptions extends WalkOptions {
  /** Rows that are looked at in longer files; up to twice as many are looked at. Default: as many as 8 million cells have, at most 100 000. */
  readonly nSampled?: number | undefined;
}

/**
 * Where each column of a data file is counted, in its order: kinds are inferred and bins chosen as of a table in memory, of all rows,
 * or of rows that are spread evenly over a longer file.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_A_TABLE, TABLE_EMPTY, COLUMN_DUPLICATE, LINE_TOO_LONG
 * @cost O(rows * columns); memory of the cells that are looked at.
 */
export async function chooseBinnings(path: string, options: ChooseOptions): Promise<Binning[]> {
  const file = await openFile(path, { workPath: options.workPath, kinds: new Map() });
  const chosen: Binning[] = [];
  await walkFile(file, file.columns, {
    ...options,
    open: (names) =>
      choosingWalker(file, names, {
        nSampled: options.nSampled ?? sampledRows(names.length),
        give: (binning) => chosen.push(binning),
      }),
  });
  return chosen;
}

function sampledRows(nColumns: number): number {
  return Math.round(Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, SAMPLED_CELLS / nColumns)));
}

/** Rows whose number is a multiple of the stride are held; where they become too many, every second one goes. */
function choosingWalker(
  file: PieceFile,
  names: readonly string[],
  { nSampled, give }: { readonly nSampled: number; readonly give: (binning: Binning) => void },
): Walker {
  const samples = names.map((name) => openColumnSample(name, file.storedKind(name)));
  let [stride, nHeld] = [1, 0];
  return {
    names,
    numbers: new Set(),
    take({ nRows, columns }, _, nBefore) {
      const first = (stride - (nBefore % stride)) % stride;
      for (const [k, name] of names.entries())
        samples[k]?.take(columns.get(name), { first, stride, nRows });
      for (let row = first; row < nRows; row += stride) nHeld++;
      for (; nHeld > 2 * nSampled; nHeld = Math.ceil(nHeld / 2)) {
        for (const sample of samples) sample.thin();
        stride *= 2;
      }
    },
    finish() {
      for (const sample of samples) give(chooseBinning(sample.finish(stride)));
    },
  };
}
