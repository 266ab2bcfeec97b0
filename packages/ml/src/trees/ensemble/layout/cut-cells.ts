/** An even grid over the cuts of a column, that says where to search for the place of a value. */
export interface CutCells {
  /** Cuts below a cell. Cells count from 1; entry 0 is for missing values, beyond the bin above all cuts. */
  readonly cutsBelow: Uint16Array;
  /** Number of the last cell: beyond both ends, values fall into the first and the last one. */
  readonly lastCell: number;
  readonly low: number;
  readonly cellsPerUnit: number;
  /** A cell holds fewer than 2 to this power cuts. */
  readonly nSteps: number;
}

const MAX_CELLS = 2 ** 14;
const CELLS_PER_CUT = 4;
/** Cuts at either end that may lie outside the grid: those of a long tail would stretch it. */
const TRIMS = [0, 1, 3, 7];
const TWO_TO_52 = 2 ** 52;

/**
 * The grid among a few that leaves the shortest search.
 *
 * Cells grow with the value, by arithmetic that rounds the same way everywhere: a cut in a lower cell lies
 * below the value, one in a higher cell above it.
 *
 * @param cuts Increasing, at least one.
 */
export function cutCells(cuts: Float64Array): CutCells {
  const lastCell = Math.min(MAX_CELLS, CELLS_PER_CUT * 2 ** Math.ceil(Math.log2(cuts.length + 1)));
  let best: CutCells | undefined;
  for (const trim of TRIMS) {
    const cells = evenCells(cuts, lastCell, trim);
    if (best === undefined || cells.nSteps < best.nSteps) best = cells;
  }
  return best as CutCells;
}

function evenCells(cuts: Float64Array, lastCell: number, trim: number): CutCells {
  const from = cuts[Math.min(trim, cuts.length - 1)];
  const to = cuts[Math.max(cuts.length - 1 - trim, 0)];
  const spread = (lastCell - 2) / (to - from);
  const start = from - 1.5 / spread;
  const isUsable = spread > 0 && spread < Number.POSITIVE_INFINITY && Number.isFinite(start);
  // The smallest step keeps all finite numbers in one cell, and an infinite one from becoming NaN.
  const cellsPerUnit = isUsable ? spread : Number.MIN_VALUE;
  const low = isUsable ? start : 0;
  const nCuts = new Int32Array(lastCell + 1);
  for (const cut of cuts) nCuts[cellOf(cut, low, cellsPerUnit, lastCell)]++;
  const cutsBelow = new Uint16Array(lastCell + 1);
  for (let cell = 2; cell <= lastCell; cell++)
    cutsBelow[cell] = cutsBelow[cell - 1] + nCuts[cell - 1];
  cutsBelow[0] = cuts.length + 1;
  return {
    cutsBelow,
    lastCell,
    low,
    cellsPerUnit,
    nSteps: Math.ceil(Math.log2(nCuts.reduce((most, n) => Math.max(most, n), 0) + 1)),
  };
}

/** What the kernel does: round to a whole number between 1 and the last cell. */
function cellOf(value: number, low: number, cellsPerUnit: number, lastCell: number): number {
  const place = (value - low) * cellsPerUnit;
  return Math.min(Math.max(place, 1), lastCell) + TWO_TO_52 - TWO_TO_52;
}
