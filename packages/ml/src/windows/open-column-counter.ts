import { AppError } from '@kaizenml/contracts';
import { type CodedColumn, type Column, columnLength, isNumeric } from '../table/index.ts';
import { binOf, indexBins, walkBins } from './bin-index.ts';
import { type Binning, isLevelBinning, type LevelBinning, type NumberBinning } from './binning.ts';
import { lengthsOf } from './choose-binning.ts';
import {
  addMoments,
  type ColumnWindow,
  countNewLevel,
  emptyWindow,
  keepFrequent,
  type WindowMoments,
} from './column-window.ts';

/** Values that are looked at together: few enough to stay in the cache. */
const BLOCK = 4096;

/** Rows from which on a grid is laid over the bins: that takes longer than to walk over the edges for some. */
const MANY = 100;

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

/** Counts one column, in as many parts as it comes in: what finds bins is made once. @cost O(bins) */
export function openColumnCounter(binning: Binning): ColumnCounter {
  const window = emptyWindow(binning);
  const count = isLevelBinning(binning) ? levelCounter(binning) : numberCounter(binning);
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
  const perCode = new Float64Array(levels.length);
  for (let i = 0; i < codes.length; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    if (codes[i] < 0) window.missing += weight;
    else perCode[codes[i]] += weight;
  }
  return perCode;
}

function numberCounter(binning: NumberBinning): Count {
  let index = walkBins(binning.edges);
  let isGrid = false;
  const countsNumbers = binning.kind === 'number' || binning.kind === 'date';
  return (window, column, weights) => {
    if (isNumeric(column) !== countsNumbers) throw kindDiffers(binning, column);
    const values = isNumeric(column) ? column.values : lengthsOf(column);
    const { counts } = window;
    if (!isGrid && values.length >= MANY) [index, isGrid] = [indexBins(binning.edges), true];
    for (let from = 0; from < values.length; from += BLOCK) {
      const block = values.subarray(from, from + BLOCK);
      const weighed = weights?.subarray(from, from + BLOCK);
      for (let i = 0; i < block.length; i++) {
        const value = block[i];
        const weight = weighed === undefined ? 1 : weighed[i];
        if (!Number.isNaN(value)) counts[binOf(index, value)] += weight;
        else window.missing += weight;
        if (value === Infinity || value === -Infinity) window.infinite += weight;
      }
      addMoments(window.moments, momentsOfBlock(block, weighed));
    }
  };
}

/** In two passes, so that a large mean does not cost the spread its digits. */
function momentsOfBlock(block: Float64Array, weights: Float64Array | undefined): WindowMoments {
  let [weight, sum, min, max] = [0, 0, Infinity, -Infinity];
  for (let i = 0; i < block.length; i++) {
    const value = block[i];
    if (value - value !== 0) continue;
    const w = weights === undefined ? 1 : weights[i];
    weight += w;
    sum += w * value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (weight === 0) return { weight: 0, mean: 0, squares: 0, min, max };
  const mean = sum / weight;
  let [rest, squares] = [0, 0];
  for (let i = 0; i < block.length; i++) {
    const distance = block[i] - mean;
    if (distance - distance !== 0) continue;
    const w = weights === undefined ? 1 : weights[i];
    rest += w * distance;
    squares += w * distance * distance;
  }
  return {
    ...{ weight, min, max, mean: mean + rest / weight },
    squares: Math.max(0, squares - (rest * rest) / weight),
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
