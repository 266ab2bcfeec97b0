import { PANEL_ROWS } from '../../../kernels/index.ts';
import type { Matrix } from '../../../math/index.ts';

/** Panels that a box of the lowest level holds at most; it holds at least one. */
const LEAF_PANELS = 4;

/** Levels of boxes that so many panels need: each box has 4 below it. */
export function levelsFor(nPanels: number): number {
  let depth = 0;
  while (nPanels > LEAF_PANELS * 4 ** depth) depth++;
  return depth;
}

/** Where box i of 4^level boxes side by side begins; box i + 1 begins where it ends. Unit: panels. */
export function firstPanel(nPanels: number, level: number, i: number): number {
  return Math.floor((nPanels * i) / 4 ** level);
}

/**
 * An order of rows in which every box holds rows that lie together: each is cut in two, and each half
 * again, at the median of its widest column.
 *
 * @source Friedman, Bentley & Finkel (1977), "An algorithm for finding best matches in logarithmic
 * expected time", ACM TOMS 3, 209-226.
 * @cost O(n p log n)
 */
export function sortIntoBoxes(x: Matrix, depth: number): Int32Array {
  const order = Int32Array.from({ length: x.nRows }, (_, i) => i);
  const nPanels = Math.ceil(x.nRows / PANEL_ROWS);
  const rowAt = (level: number, i: number) =>
    Math.min(x.nRows, PANEL_ROWS * firstPanel(nPanels, level, i));
  for (let level = 1; level <= depth; level++) {
    for (let i = 0; i < 4 ** level; i += 4) {
      const [a, b, c, d, e] = [0, 1, 2, 3, 4].map((child) => rowAt(level, i + child));
      cut(x, order, { from: a, at: c, to: e });
      cut(x, order, { from: a, at: b, to: c });
      cut(x, order, { from: c, at: d, to: e });
    }
  }
  return order;
}

interface Cut {
  readonly from: number;
  readonly at: number;
  readonly to: number;
}

/** Reorders positions `from` to `to`, so that those before `at` are not above those after it. */
function cut(x: Matrix, order: Int32Array, { from, at, to }: Cut): void {
  if (at <= from || at >= to) return;
  const column = widestColumn(x, order, from, to);
  const valueAt = (position: number) => x.values[order[position] * x.nColumns + column];
  let low = from;
  let high = to - 1;
  while (low < high) {
    const pivot = median(valueAt(low), valueAt((low + high) >> 1), valueAt(high));
    let i = low;
    let j = high;
    while (i <= j) {
      while (valueAt(i) < pivot) i++;
      while (valueAt(j) > pivot) j--;
      if (i > j) break;
      const held = order[i];
      order[i++] = order[j];
      order[j--] = held;
    }
    if (at <= j) high = j;
    else if (at >= i) low = i;
    else return;
  }
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function widestColumn(
  { nColumns: p, values }: Matrix,
  order: Int32Array,
  from: number,
  to: number,
): number {
  const lower = new Float64Array(p).fill(Number.POSITIVE_INFINITY);
  const upper = new Float64Array(p).fill(Number.NEGATIVE_INFINITY);
  for (let position = from; position < to; position++) {
    const row = order[position] * p;
    for (let j = 0; j < p; j++) {
      const value = values[row + j];
      if (value < lower[j]) lower[j] = value;
      if (value > upper[j]) upper[j] = value;
    }
  }
  let widest = 0;
  for (let j = 1; j < p; j++) if (upper[j] - lower[j] > upper[widest] - lower[widest]) widest = j;
  return widest;
}
