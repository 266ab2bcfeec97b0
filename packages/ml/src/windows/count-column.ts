import { AppError } from '@kaizenml/contracts';
import { type CodedColumn, type Column, columnLength, isNumeric } from '../table/index.ts';
import { binOf, indexBins } from './bin-index.ts';
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

/**
 * The window of a column.
 *
 * @param weights What each row stands for, above 0. Length n. Default 1 each.
 * @throws ARGUMENT_INVALID where the column is of another kind than the binning; SHAPE_MISMATCH where there are not n weights.
 * @cost O(n log bins)
 */
export function countColumn(
  binning: Binning,
  column: Column,
  weights?: Float64Array,
): ColumnWindow {
  const nRows = columnLength(column);
  if (weights !== undefined && weights.length !== nRows)
    throw weightsDiffer(column.name, nRows, weights.length);
  const window = emptyWindow(binning);
  window.nRows = nRows;
  window.weight = nRows;
  window.weightSquares = nRows;
  if (weights !== undefined) weigh(window, weights);
  if (isLevelBinning(binning)) {
    if (isNumeric(column)) throw kindDiffers(binning, column);
    countLevels(window, binning, column, weights);
  } else if (isNumeric(column)) {
    if (binning.kind === 'text' || binning.kind === 'id') throw kindDiffers(binning, column);
    countNumbers(window, binning, column.values, weights);
  } else {
    if (binning.kind === 'number' || binning.kind === 'date') throw kindDiffers(binning, column);
    countNumbers(window, binning, lengthsOf(column), weights);
  }
  return window;
}

function weigh(window: ColumnWindow, weights: Float64Array): void {
  let [sum, squares] = [0, 0];
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  Object.assign(window, { weight: sum, weightSquares: squares });
}

function countLevels(
  window: ColumnWindow,
  { levels }: LevelBinning,
  column: CodedColumn,
  weights: Float64Array | undefined,
): void {
  const { codes } = column;
  const perCode = new Float64Array(column.levels.length);
  for (let i = 0; i < codes.length; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    if (codes[i] < 0) window.missing += weight;
    else perCode[codes[i]] += weight;
  }
  const binOfLevel = new Map(levels.map((level, bin) => [level, bin]));
  for (let code = 0; code < perCode.length; code++) {
    if (perCode[code] === 0) continue;
    const level = column.levels[code];
    const bin = binOfLevel.get(level) ?? levels.length;
    window.counts[bin] += perCode[code];
    if (bin === levels.length) countNewLevel(window, level, perCode[code]);
  }
  keepFrequent(window);
}

function countNumbers(
  window: ColumnWindow,
  { edges }: NumberBinning,
  values: Float64Array,
  weights: Float64Array | undefined,
): void {
  const { counts } = window;
  const index = indexBins(edges);
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
