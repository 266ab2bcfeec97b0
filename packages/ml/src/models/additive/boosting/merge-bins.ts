import type { Axis } from '../shapes/index.ts';

/** Bins of an axis merged into fewer cells, for surfaces. */
export interface MergedAxis {
  readonly cellOfBin: Uint8Array;
  readonly nCells: number;
}

/**
 * Merges the bins of an axis into cells of about equal weight that keep an order.
 *
 * Cell 0 holds missing values. Numbers keep their order; levels are put in the order of what their curve
 * adds, so that neighbors are alike. Where the fit saw no other levels, these have the last cell.
 *
 * @param weights Training weight per bin.
 * @param heights What the curve adds per bin: orders levels.
 * @param maxCells Cells of values at most.
 */
export function mergeBins(
  axis: Axis,
  weights: Float64Array,
  heights: Float64Array,
  maxCells: number,
): MergedAxis {
  const { nBins, kind } = axis;
  const cellOfBin = new Uint8Array(nBins);
  const hasUnseen = kind === 'category' && weights[nBins - 1] === 0;
  const order = [...weights.keys()].slice(1, hasUnseen ? -1 : undefined);
  if (kind === 'category') order.sort((a, b) => heights[a] - heights[b] || a - b);
  let left = order.reduce((sum, bin) => sum + weights[bin], 0);
  let cell = 1;
  let own = 0;
  order.forEach((bin, at) => {
    const cellsLeft = maxCells - cell + 1;
    const isFull = own > 0 && own + weights[bin] / 2 > (own + left) / cellsLeft;
    if (at > 0 && cellsLeft > 1 && (isFull || order.length <= maxCells)) {
      cell++;
      own = 0;
    }
    cellOfBin[bin] = cell;
    own += weights[bin];
    left -= weights[bin];
  });
  if (hasUnseen) cellOfBin[nBins - 1] = ++cell;
  return { cellOfBin, nCells: cell + 1 };
}
