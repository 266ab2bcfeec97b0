import {
  CLUSTERS,
  type ClusterKernels,
  loadKernels,
  PANEL_ROWS,
  threadHeap,
} from '../../kernels/index.ts';
import type { Matrix } from '../../math/index.ts';

/** Rows as kernels read them, until the work is done. */
export interface LaidRows {
  readonly nRows: number;
  readonly nColumns: number;
  /**
   * Gives each row to the nearest of the centers, the first of equally near ones.
   *
   * @shape centers: k x p
   * @returns How many rows changed their center since the last call.
   */
  assign(centers: Float64Array): number;
  /** The center of each row after `assign`. Valid until the next call. */
  codes(): Int32Array;
  /** The squared distance of each row to it. Valid until the next call. */
  squares(): Float64Array;
  /** Sum and number of the rows of each of k centers. @shape sums: k x p, counts: k */
  sum(k: number): { readonly sums: Float64Array; readonly counts: Float64Array };
}

/**
 * Lays rows out in panels of 8 in the memory of kernels, works on them, and gives the memory back.
 *
 * @shape x: n x p, finite
 * @throws MEMORY_EXHAUSTED
 */
export function withLaidRows<Result>(x: Matrix, work: (rows: LaidRows) => Result): Result {
  const heap = threadHeap();
  const mark = heap.mark();
  try {
    return work(layRows(x));
  } finally {
    heap.release(mark);
  }
}

function layRows(x: Matrix): LaidRows {
  const { nRows: n, nColumns: p } = x;
  const heap = threadHeap();
  const places = Math.ceil(n / PANEL_ROWS) * PANEL_ROWS;
  const panels = heap.take(8 * places * p);
  const codes = heap.take(4 * places);
  const squares = heap.take(8 * places);
  fillPanels(heap.doubles(panels, places * p), x);
  heap.ints(codes, places).fill(-1);
  const kernels: ClusterKernels = loadKernels(CLUSTERS, heap.memory);
  const lent = <Result>(nDoubles: number, work: (at: number) => Result): Result => {
    const mark = heap.mark();
    try {
      return work(heap.take(8 * nDoubles));
    } finally {
      heap.release(mark);
    }
  };
  return {
    nRows: n,
    nColumns: p,
    assign: (centers) =>
      lent(centers.length, (at) => {
        heap.doubles(at, centers.length).set(centers);
        return kernels.assignRows(panels, n, p, at, centers.length / p, codes, squares);
      }),
    codes: () => heap.ints(codes, n),
    squares: () => heap.doubles(squares, n),
    sum: (k) =>
      lent(k * (p + 1), (at) => {
        const room = heap.doubles(at, k * (p + 1)).fill(0);
        kernels.sumRows(panels, n, p, codes, at, at + 8 * k * p);
        return { sums: room.slice(0, k * p), counts: room.slice(k * p) };
      }),
  };
}

function fillPanels(panels: Float64Array, { nRows, nColumns: p, values }: Matrix): void {
  panels.fill(0);
  for (let i = 0, from = 0; i < nRows; i++) {
    const lane = i % PANEL_ROWS;
    let at = (i - lane) * p + lane;
    for (let j = 0; j < p; j++, at += PANEL_ROWS) panels[at] = values[from++];
  }
}
