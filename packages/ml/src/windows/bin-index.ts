/** Finds bins by a grid of equal cells over the inner edges: most cells lie within one bin. */
export interface BinIndex {
  /** Rising, with Infinity at the end so that a walk ends. */
  readonly edges: Float64Array;
  /** Number of edges below the left end of each cell; before the first cell stands one for all below, behind the last one for all above. */
  readonly firstBin: Uint8Array;
  readonly low: number;
  readonly cellsPerUnit: number;
}

const N_CELLS = 2048;
/** Edges of the tails on either side, over which no grid is laid. */
const N_TAIL = 5;

/** One cell for all: each value walks over the edges below it. @param edges Rising. @cost O(edges), and as much per value */
export function walkBins(edges: Float64Array): BinIndex {
  return { edges: withEnd(edges), firstBin: new Uint8Array(2), low: 0, cellsPerUnit: 0 };
}

/** @param edges Rising, at least one, at most 255. @cost O(cells + edges) */
export function indexBins(edges: Float64Array): BinIndex {
  const padded = withEnd(edges);
  const nTail = edges.length > 4 * N_TAIL ? N_TAIL : 0;
  const low = edges[nTail];
  const width = (edges[edges.length - 1 - nTail] - low) / N_CELLS;
  const firstBin = new Uint8Array(N_CELLS + 2);
  let bin = 0;
  for (let cell = 1; cell < firstBin.length; cell++) {
    const left = low + (cell - 1) * width;
    while (padded[bin] < left) bin++;
    firstBin[cell] = bin;
  }
  const cellsPerUnit = 1 / width;
  return {
    edges: padded,
    firstBin,
    low,
    cellsPerUnit: Number.isFinite(cellsPerUnit) ? cellsPerUnit : 0,
  };
}

function withEnd(edges: Float64Array): Float64Array {
  const padded = new Float64Array(edges.length + 1).fill(Number.POSITIVE_INFINITY);
  padded.set(edges);
  return padded;
}

/** How many edges lie below a value that is not NaN. @cost O(edges in its cell) */
export function binOf({ edges, firstBin, low, cellsPerUnit }: BinIndex, value: number): number {
  const cell = (value - low) * cellsPerUnit + 1;
  let bin = firstBin[cell < 1 ? 0 : cell > N_CELLS ? N_CELLS + 1 : cell | 0];
  while (edges[bin] < value) bin++;
  // The cell of a value beside its end may be the next one, by rounding.
  while (bin > 0 && edges[bin - 1] >= value) bin--;
  return bin;
}
