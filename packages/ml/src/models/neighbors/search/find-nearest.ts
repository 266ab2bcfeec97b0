import { KEPT_BOUND, KEPT_HEAD, KEPT_LEFT_OUT, PANEL_ROWS } from '../../../kernels/index.ts';
import { type Matrix, takeMatrixRows } from '../../../math/index.ts';
import { boxesAbove } from './boxes.ts';
import type { RowSpace } from './row-space.ts';
import { type Scan, scanBatches } from './scan.ts';
import { firstPanel } from './sort-into-boxes.ts';

/** The neighbors of one query: its k nearest rows, and whichever are as near as the k-th. */
export interface Neighbors {
  /** How many they are; the arrays may be longer. */
  readonly count: number;
  /** Distance of each as the metric adds it up (squared for `SQUARED`), ascending. */
  readonly distances: Float64Array;
  /** Which row of the fit each is; ascending where distances are equal. */
  readonly rows: Int32Array;
}

/** Numbers of the rows that stay in the nearest cache while all queries of a batch meet them. */
const BLOCK_NUMBERS = 4096;

/** How many times more neighbors are sought where rows as near as the k-th were left out. */
const WIDER = 8;

/**
 * Finds the nearest rows of every query, without approximation.
 *
 * @param k From 1 to the number of rows.
 * @param use Gets the position and the neighbors of each query once, in any order. The arrays are written
 * anew for the next one.
 * @cost O(n p) per query without boxes; O(p log n) where boxes work well.
 */
export function findNearest(
  space: RowSpace,
  queries: Matrix,
  k: number,
  use: (query: number, neighbors: Neighbors) => void,
): void {
  let pending = Int32Array.from({ length: queries.nRows }, (_, i) => i);
  for (let wider = k; pending.length > 0; wider = Math.min(space.nRows, WIDER * wider)) {
    const { nRows: nQueries, values } = takeMatrixRows(queries, pending);
    const found = { distances: new Float64Array(wider), rows: new Int32Array(wider) };
    const incomplete: number[] = [];
    scanBatches(space, { values, nQueries }, wider, (scan, first) => {
      search(space, scan);
      for (let i = 0; i < scan.nQueries; i++) {
        const kept = scan.kept(i);
        sortKept(space, kept, found);
        const kth = found.distances[k - 1];
        const hasAll = wider === space.nRows || kept[KEPT_LEFT_OUT] > kth;
        if (!hasAll) incomplete.push(pending[first + i]);
        else use(pending[first + i], { ...found, count: countUpTo(kth, found.distances, k) });
      }
    });
    pending = Int32Array.from(incomplete);
  }
}

type Sorted = Pick<Neighbors, 'distances' | 'rows'>;

/** Up to so many neighbors, moving each to its place is quicker than the sort of the language. */
const FEW = 64;

/** Writes the kept rows in the order of their distance, then of their row. */
function sortKept({ order }: RowSpace, kept: Float64Array, { distances, rows }: Sorted): void {
  const k = rows.length;
  const rowAt = (i: number) => order[kept[KEPT_HEAD + k + i]];
  if (k > FEW) {
    const places = rows.map((_, i) => i);
    places.sort((a, b) => kept[KEPT_HEAD + a] - kept[KEPT_HEAD + b] || rowAt(a) - rowAt(b));
    places.forEach((place, i) => {
      distances[i] = kept[KEPT_HEAD + place];
      rows[i] = rowAt(place);
    });
    return;
  }
  for (let i = 0; i < k; i++) {
    const distance = kept[KEPT_HEAD + i];
    const row = rowAt(i);
    let at = i;
    for (; at > 0; at--) {
      const before = distances[at - 1];
      if (before < distance || (before === distance && rows[at - 1] < row)) break;
      distances[at] = before;
      rows[at] = rows[at - 1];
    }
    distances[at] = distance;
    rows[at] = row;
  }
}

function countUpTo(kth: number, distances: Float64Array, k: number): number {
  let count = k;
  while (count < distances.length && distances[count] === kth) count++;
  return count;
}

/** Panels, and groups of boxes, that these queries are compared with when they go through the boxes. */
export function countVisited(space: RowSpace, { values, nRows }: Matrix, k: number): number {
  let nVisited = 0;
  scanBatches(space, { values, nQueries: nRows }, Math.min(k, space.nRows), (scan) => {
    nVisited += search(space, scan);
  });
  return nVisited;
}

function search(space: RowSpace, scan: Scan): number {
  const nPanels = Math.ceil(space.nRows / PANEL_ROWS);
  if (space.depth > 0) {
    let nVisited = 0;
    for (let i = 0; i < scan.nQueries; i++) nVisited += descend(space, scan, i);
    return nVisited;
  }
  const nTogether = Math.max(1, Math.floor(BLOCK_NUMBERS / (PANEL_ROWS * space.nColumns)));
  for (let first = 0; first < nPanels; first += nTogether) {
    const last = Math.min(first + nTogether, nPanels);
    for (let i = 0; i < scan.nQueries; i++) scan.offer(i, first, last);
  }
  return nPanels * scan.nQueries;
}

/** Goes down the boxes, the nearest first, and leaves out those beyond the k-th distance. */
function descend({ nRows, depth }: RowSpace, scan: Scan, query: number): number {
  const nPanels = Math.ceil(nRows / PANEL_ROWS);
  const nInner = boxesAbove(depth);
  const kept = scan.kept(query);
  const waiting = [0];
  const waitingGaps = [0];
  let nVisited = 0;
  while (waiting.length > 0) {
    const box = waiting.pop() as number;
    if ((waitingGaps.pop() as number) > kept[KEPT_BOUND]) continue;
    if (box >= nInner) {
      const first = firstPanel(nPanels, depth, box - nInner);
      const last = firstPanel(nPanels, depth, box - nInner + 1);
      scan.offer(query, first, last);
      nVisited += last - first;
      continue;
    }
    const gaps = scan.gaps(query, box);
    nVisited++;
    const base = waiting.length;
    for (let child = 0; child < 4; child++) {
      const gap = gaps[child];
      if (gap > kept[KEPT_BOUND]) continue;
      let at = waiting.length;
      while (at > base && waitingGaps[at - 1] < gap) {
        waiting[at] = waiting[at - 1];
        waitingGaps[at] = waitingGaps[at - 1];
        at--;
      }
      waiting[at] = 4 * box + 1 + child;
      waitingGaps[at] = gap;
    }
  }
  return nVisited;
}
