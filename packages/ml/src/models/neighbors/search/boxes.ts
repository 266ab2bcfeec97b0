import { PANEL_ROWS } from '../../../kernels/index.ts';
import type { Matrix } from '../../../math/index.ts';
import { firstPanel } from './sort-into-boxes.ts';

/** Boxes above a level: 1 + 4 + 16 + …, the whole being one. */
export function boxesAbove(level: number): number {
  return (4 ** level - 1) / 3;
}

/**
 * The smallest boxes around rows that were sorted into them; see `RowSpace.boxes`.
 *
 * @shape sorted: n x p
 * @returns (4^depth - 1) / 3 groups of 4 boxes.
 */
export function boxesOf(sorted: Matrix, depth: number): Float64Array {
  const { nRows, nColumns: p, values } = sorted;
  const nPanels = Math.ceil(nRows / PANEL_ROWS);
  const boxes = new Float64Array(boxesAbove(depth) * 8 * p);
  const lowerAt = (box: number, j: number) => (((box - 1) >> 2) * p + j) * 8 + ((box - 1) & 3);
  for (let i = 0; i < 4 ** depth; i++) {
    const box = boxesAbove(depth) + i;
    const start = PANEL_ROWS * firstPanel(nPanels, depth, i);
    const end = Math.min(nRows, PANEL_ROWS * firstPanel(nPanels, depth, i + 1));
    for (let j = 0; j < p; j++) {
      let lower = Number.POSITIVE_INFINITY;
      let upper = Number.NEGATIVE_INFINITY;
      for (let row = start; row < end; row++) {
        const value = values[row * p + j];
        if (value < lower) lower = value;
        if (value > upper) upper = value;
      }
      boxes[lowerAt(box, j)] = lower;
      boxes[lowerAt(box, j) + 4] = upper;
    }
  }
  for (let box = boxesAbove(depth) - 1; box > 0; box--) {
    for (let j = 0; j < p; j++) {
      const four = boxes.subarray((box * p + j) * 8, (box * p + j + 1) * 8);
      boxes[lowerAt(box, j)] = Math.min(...four.subarray(0, 4));
      boxes[lowerAt(box, j) + 4] = Math.max(...four.subarray(4));
    }
  }
  return boxes;
}
