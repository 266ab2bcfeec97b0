import { PANEL_ROWS } from '../../../kernels/index.ts';
import { type Matrix, takeMatrixRows } from '../../../math/index.ts';
import { boxesOf } from './boxes.ts';
import { countVisited } from './find-nearest.ts';
import type { RowSpace } from './row-space.ts';
import { levelsFor, sortIntoBoxes } from './sort-into-boxes.ts';

/** Rows that ask how much work the boxes save. */
const N_PROBES = 64;

/** Boxes are kept when they leave at most this share of the comparisons. */
const WORTHWHILE_SHARE = 0.5;

/**
 * Lays rows out for the search of their neighbors.
 *
 * Some of the rows look for their own k neighbors; when boxes spare them at least half of the
 * comparisons, as in few dimensions or in clusters, they are kept. The answers are the same bits either way.
 *
 * @shape x: n x p
 * @cost O(n p log n) time, O(n p) memory.
 */
export function layOutRows(x: Matrix, metric: number, k: number): RowSpace {
  const depth = levelsFor(Math.ceil(x.nRows / PANEL_ROWS));
  if (depth > 0) {
    const order = sortIntoBoxes(x, depth);
    const sorted = takeMatrixRows(x, order);
    const boxed = { ...panelled(sorted, metric), order, depth, boxes: boxesOf(sorted, depth) };
    const probes = takeMatrixRows(
      x,
      Int32Array.from({ length: N_PROBES }, (_, i) => Math.floor((i * x.nRows) / N_PROBES)),
    );
    const nPanels = Math.ceil(x.nRows / PANEL_ROWS);
    if (countVisited(boxed, probes, k) <= WORTHWHILE_SHARE * nPanels * N_PROBES) return boxed;
  }
  const order = Int32Array.from({ length: x.nRows }, (_, i) => i);
  return { ...panelled(x, metric), order, depth: 0, boxes: new Float64Array(0) };
}

function panelled(x: Matrix, metric: number) {
  const { nRows, nColumns, values } = x;
  const panels = new Float64Array(Math.ceil(nRows / PANEL_ROWS) * PANEL_ROWS * nColumns);
  for (let i = 0; i < nRows; i++) {
    const lane = i % PANEL_ROWS;
    const start = (i - lane) * nColumns + lane;
    for (let j = 0; j < nColumns; j++) panels[start + j * PANEL_ROWS] = values[i * nColumns + j];
  }
  return { nRows, nColumns, metric, panels };
}
