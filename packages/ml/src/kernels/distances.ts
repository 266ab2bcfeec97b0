import { WASM } from './distances.generated.ts';
import type { KernelArea } from './load-kernels.ts';
import type { LinearMemory } from './web-assembly.ts';

/** Kernels that find the nearest rows. Addresses are bytes; everything they point at are doubles. */
export interface DistanceKernels {
  /** See `offerRows`; rows first to last - 1 are counted in panels. */
  offerRows(
    panels: number,
    nRows: number,
    nColumns: number,
    metric: number,
    query: number,
    first: number,
    last: number,
    kept: number,
    k: number,
  ): void;
  /** See `boxGaps`. */
  boxGaps(boxes: number, nColumns: number, metric: number, query: number, gaps: number): void;
}

/** Kernels that find the nearest rows. */
export const DISTANCES: KernelArea<DistanceKernels> = { wasm: WASM, twin: distancesTwin };

/** Rows side by side in a panel. */
export const PANEL_ROWS = 8;

/** How far apart two numbers are: their difference squared, or its size. */
export const SQUARED = 0;
export const ABSOLUTE = 1;

/** Places in a record of kept rows: the head, then k distances, then k rows. */
export const KEPT_BOUND = 0;
export const KEPT_LEFT_OUT = 1;
export const KEPT_COUNT = 2;
export const KEPT_HEAD = 3;

/** Rows in panels of 8: column j of row r of a panel is double j * 8 + r of the panel. */
export interface PanelledRows {
  readonly panels: Float64Array;
  readonly nRows: number;
  readonly nColumns: number;
  readonly metric: number;
}

/**
 * Offers the rows of panels first to last - 1 to the k nearest kept for a query.
 *
 * A distance is a sum over the columns in their order, so its bits depend on the two rows alone. The
 * record `kept` holds its bound (the k-th distance, infinite while fewer are kept), the nearest distance
 * of a row it has left out, and how many it keeps; then a heap with the farthest on top.
 *
 * @cost O(rows x columns), and O(log k) for a row that is kept.
 */
export function offerRows(
  { panels, nRows, nColumns, metric }: PanelledRows,
  query: Float64Array,
  { first, last, kept, k }: { first: number; last: number; kept: Float64Array; k: number },
): void {
  const end = Math.min(PANEL_ROWS * last, nRows);
  for (let row = PANEL_ROWS * first; row < end; row++) {
    const lane = row % PANEL_ROWS;
    const start = (row - lane) * nColumns + lane;
    const bound = kept[KEPT_BOUND];
    let distance = 0;
    for (let j = 0, at = start; j < nColumns && distance <= bound; j++, at += PANEL_ROWS) {
      const apart = query[j] - panels[at];
      distance += metric === SQUARED ? apart * apart : Math.abs(apart);
    }
    if (distance <= bound) keep(kept, k, distance, row);
  }
}

function keep(kept: Float64Array, k: number, distance: number, row: number): void {
  const count = kept[KEPT_COUNT];
  if (count < k) {
    rise(kept, k, { at: count, distance, row });
    kept[KEPT_COUNT] = count + 1;
  } else {
    kept[KEPT_LEFT_OUT] = kept[KEPT_BOUND];
    if (distance === kept[KEPT_BOUND]) return;
    sink(kept, k, { distance, row });
  }
  if (kept[KEPT_COUNT] === k) kept[KEPT_BOUND] = kept[KEPT_HEAD];
}

function rise(
  kept: Float64Array,
  k: number,
  { at, distance, row }: { at: number; distance: number; row: number },
): void {
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (kept[KEPT_HEAD + parent] >= distance) break;
    kept[KEPT_HEAD + at] = kept[KEPT_HEAD + parent];
    kept[KEPT_HEAD + k + at] = kept[KEPT_HEAD + k + parent];
    at = parent;
  }
  kept[KEPT_HEAD + at] = distance;
  kept[KEPT_HEAD + k + at] = row;
}

function sink(
  kept: Float64Array,
  k: number,
  { distance, row }: { distance: number; row: number },
): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= k) break;
    if (child + 1 < k && kept[KEPT_HEAD + child + 1] > kept[KEPT_HEAD + child]) child++;
    if (kept[KEPT_HEAD + child] <= distance) break;
    kept[KEPT_HEAD + at] = kept[KEPT_HEAD + child];
    kept[KEPT_HEAD + k + at] = kept[KEPT_HEAD + k + child];
    at = child;
  }
  kept[KEPT_HEAD + at] = distance;
  kept[KEPT_HEAD + k + at] = row;
}

/**
 * How far a query is at least from every row in each of 4 boxes.
 *
 * Summed like a distance, over the columns in their order: rounding is monotone, so that the bound
 * holds for the computed distances to the last bit, not only for the true ones.
 *
 * @param boxes Of column j, doubles 8 j to 8 j + 3 are the lower ends, the next 4 the upper ones.
 * @param gaps Receives 4 bounds.
 */
export function boxGaps(
  boxes: Float64Array,
  { nColumns, metric }: Pick<PanelledRows, 'nColumns' | 'metric'>,
  query: Float64Array,
  gaps: Float64Array,
): void {
  for (let box = 0; box < 4; box++) {
    let sum = 0;
    for (let j = 0; j < nColumns; j++) {
      const gap = Math.max(0, boxes[8 * j + box] - query[j], query[j] - boxes[8 * j + 4 + box]);
      sum += metric === SQUARED ? gap * gap : gap;
    }
    gaps[box] = sum;
  }
}

function distancesTwin(memory: LinearMemory): DistanceKernels {
  const doubles = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  return {
    offerRows(panels, nRows, nColumns, metric, query, first, last, kept, k) {
      const nDoubles = Math.ceil(nRows / PANEL_ROWS) * PANEL_ROWS * nColumns;
      offerRows(
        { panels: doubles(panels, nDoubles), nRows, nColumns, metric },
        doubles(query, nColumns),
        { first, last, kept: doubles(kept, KEPT_HEAD + 2 * k), k },
      );
    },
    boxGaps(boxes, nColumns, metric, query, gaps) {
      boxGaps(
        doubles(boxes, 8 * nColumns),
        { nColumns, metric },
        doubles(query, nColumns),
        doubles(gaps, 4),
      );
    },
  };
}
