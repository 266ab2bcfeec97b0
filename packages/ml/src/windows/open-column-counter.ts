import { AppError } from '@kaizenml/contracts';
import { type Heap, threadHeap } from '../kernels/index.ts';
import { type CodedColumn, type Column, columnLength, isNumeric } from '../table/index.ts';
import { type Binning, isLevelBinning, type LevelBinning, type NumberBinning } from './binning.ts';
import { lengthsOf } from './choose-binning.ts';
import { type ColumnWindow, countNewLevel, emptyWindow, keepFrequent } from './column-window.ts';
import { openNumberCounter } from './count-numbers.ts';

/** A column that is counted part by part. */
export interface ColumnCounter {
  /** What was counted so far; it goes on changing. */
  readonly window: ColumnWindow;
  /**
   * Counts more rows.
   *
   * @param weights What each row stands for, above 0. Length n. Default 1 each.
   * @throws ARGUMENT_INVALID where the column is of another kind than the binning; SHAPE_MISMATCH where there are not n weights.
   * @cost O(n), and of levels O(levels) besides.
   */
  add(column: Column, weights?: Float64Array): void;
}

/**
 * Counts one column, in as many parts as it comes in: what finds bins is made once.
 *
 * @param heap Memory of the kernels: numbers that lie there are not copied. Default: that of the thread.
 * @cost O(bins)
 */
export function openColumnCounter(binning: Binning, heap: Heap = threadHeap()): ColumnCounter {
  const window = emptyWindow(binning);
  const count = isLevelBinning(binning) ? levelCounter(binning) : numberCounter(binning, heap);
  return {
    window,
    add(column, weights) {
      const nRows = columnLength(column);
      if (weights !== undefined && weights.length !== nRows)
        throw weightsDiffer(column.name, nRows, weights.length);
      count(window, column, weights);
      window.nRows += nRows;
      if (weights === undefined) {
        window.weight += nRows;
        window.weightSquares += nRows;
      } else weigh(window, weights);
    },
  };
}

/** Adds rows to the counts of a window. */
type Count = (window: ColumnWindow, column: Column, weights: Float64Array | undefined) => void;

function weigh(window: ColumnWindow, weights: Float64Array): void {
  for (const weight of weights) {
    window.weight += weight;
    window.weightSquares += weight * weight;
  }
}

function levelCounter(binning: LevelBinning): Count {
  const { levels } = binning;
  const binOfLevel = new Map(levels.map((level, bin) => [level, bin]));
  return (window, column, weights) => {
    if (isNumeric(column)) throw kindDiffers(binning, column);
    const perCode = countCodes(window, column, weights);
    for (let code = 0; code < perCode.length; code++) {
      if (perCode[code] === 0) continue;
      const level = column.levels[code];
      const bin = binOfLevel.get(level) ?? levels.length;
      window.counts[bin] += perCode[code];
      if (bin === levels.length) countNewLevel(window, level, perCode[code]);
    }
    keepFrequent(window);
  };
}

/** What the rows of each code stand for; those without one are missing. */
function countCodes(
  window: ColumnWindow,
  { codes, levels }: CodedColumn,
  weights: Float64Array | undefined,
): Float64Array {
  const perCode = new Float64Array(levels.length + 1);
  if (weights === undefined) for (let i = 0; i < codes.length; i++) perCode[codes[i] + 1]++;
  else for (let i = 0; i < codes.length; i++) perCode[codes[i] + 1] += weights[i];
  window.missing += perCode[0];
  return perCode.subarray(1);
}

function numberCounter(binning: NumberBinning, heap: Heap): Count {
  const counter = openNumberCounter(binning.edges, heap);
  const countsNumbers = binning.kind === 'number' || binning.kind === 'date';
  return (window, column, weights) => {
    if (isNumeric(column) !== countsNumbers) throw kindDiffers(binning, column);
    const values = isNumeric(column) ? column.values : lengthsOf(column);
    if (weights === undefined) counter.count(window, values);
    else counter.weigh(window, values, weights);
  };
}

function kindDiffers({ name, kind }: Binning, column: Column): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `Column "${name}" must be counted as the ${kind} column that its reference is, got a ${column.kind} column.`,
    hint: 'Read the rows by the signature of the model, so that columns keep their kinds.',
    details: { column: name, kind, otherKind: column.kind },
  });
}

function weightsDiffer(column: string, expected: number, received: number): AppError {
  return new AppError('SHAPE_MISMATCH', {
    message: `The weights of column "${column}" must be ${expected} numbers, one per row, got ${received}.`,
    hint: 'Give what each row stands for, or nothing where each stands for itself.',
    details: { column, expected, received },
  });
}
