import type { HistogramCounts } from '@kaizenml/contracts';
import { assertStored } from './parts/sketch-invalid.ts';

/** Cells of a grid. The range of the values covers at least half of them, if they differ enough. */
const N_CELLS = 4096;
const CELL_BITS = 12;

/** Cells are 2^-1000 to 2^1014 wide, so that dividing by a width never overflows. */
const LEAST_EXPONENT = -1000;

/**
 * Counts on the finest grid of 4096 cells that holds all values and whose cells are 2^exponent wide, from multiples of it.
 *
 * A wider range doubles the width: pairs of cells become one, and nothing is lost but detail. So the grid is a function of the values
 * alone, to the bit, in any order of adding and merging.
 *
 * @source Masson, Rim & Lee (2019), "DDSketch", section 2.1: counts per cell of a grid merge exactly.
 */
export interface GridHistogram {
  n: number;
  min: number;
  max: number;
  exponent: number;
  /** Cell i holds what lies in [(first + i) 2^exponent, (first + i + 1) 2^exponent). */
  first: number;
  counts: Float64Array;
}

export function emptyGrid(): GridHistogram {
  return { n: 0, min: 0, max: 0, exponent: 0, first: 0, counts: new Float64Array() };
}

/** Adds the first n values, in place. @param values Finite, without -0. @cost O(n + 4096) */
export function addToGrid(
  grid: GridHistogram,
  values: Float64Array,
  n: number,
  { min, max }: { readonly min: number; readonly max: number },
): void {
  if (n === 0) return;
  widen(grid, min, max);
  grid.n += n;
  const { first, counts } = grid;
  const scale = 2 ** -grid.exponent;
  for (let i = 0; i < n; i++) counts[floorScaled(values[i], scale) - first]++;
}

/** The same counts on a grid that also holds min and max. */
function widen(grid: GridHistogram, min: number, max: number): void {
  const isFirst = grid.n === 0;
  if (!isFirst && min >= grid.min && max <= grid.max) return;
  const low = isFirst ? min : Math.min(grid.min, min);
  const high = isFirst ? max : Math.max(grid.max, max);
  const exponent = gridExponent(low, high);
  const first = cellOf(low, exponent);
  const counts = new Float64Array(cellOf(high, exponent) - first + 1);
  const factor = 2 ** (grid.exponent - exponent);
  for (let i = 0; i < grid.counts.length; i++)
    if (grid.counts[i] > 0) counts[floorScaled(grid.first + i, factor) - first] += grid.counts[i];
  Object.assign(grid, { min: low, max: high, exponent, first, counts });
}

function cellOf(value: number, exponent: number): number {
  return floorScaled(value, 2 ** -exponent);
}

/** The whole part of a product; -1 for a negative one that is too small to be told from 0. */
function floorScaled(value: number, scale: number): number {
  const cell = Math.floor(value * scale);
  return cell === 0 && value < 0 ? -1 : cell;
}

/** Cells no narrower than the last place of the values, and at most 4096 of them. */
function gridExponent(min: number, max: number): number {
  const lastPlace = exponentOf(Math.max(-min, max)) - 52;
  let exponent = Math.max(LEAST_EXPONENT, lastPlace, exponentOf(max - min) - CELL_BITS);
  while (cellOf(max, exponent) - cellOf(min, exponent) >= N_CELLS) exponent++;
  return exponent;
}

/** The whole part of log2 |x|; below all others for 0 and subnormal numbers, 1024 for infinity. */
function exponentOf(x: number): number {
  const [, high] = new Int32Array(Float64Array.of(x).buffer);
  return ((high >>> 20) & 0x7ff) - 1023;
}

/** Both together; to the bit what one grid of all values would hold. The two stay as they are. */
export function mergeGrids(a: GridHistogram, b: GridHistogram): GridHistogram {
  if (a.n === 0) return { ...b, counts: b.counts.slice() };
  const merged = { ...a, counts: a.counts.slice() };
  if (b.n === 0) return merged;
  widen(merged, b.min, b.max);
  const factor = 2 ** (b.exponent - merged.exponent);
  for (let i = 0; i < b.counts.length; i++)
    if (b.counts[i] > 0)
      merged.counts[floorScaled(b.first + i, factor) - merged.first] += b.counts[i];
  merged.n += b.n;
  return merged;
}

/**
 * Bins of equal width from the least to the greatest value; one bin when all are equal.
 *
 * A cell goes to the bin of its lower edge. Rows of the cells that an edge of two bins cuts may be in the bin before
 * theirs: their number is `error`.
 *
 * @returns Null when there are no values or their range is infinite.
 */
export function gridBins(grid: GridHistogram, nBins: number): HistogramCounts | null {
  const { n, min, max, exponent, first } = grid;
  if (n === 0 || !Number.isFinite(max - min)) return null;
  if (min === max) return { edges: [min, max], counts: [n], error: 0 };
  const width = (max - min) / nBins;
  const edges = Array.from({ length: nBins + 1 }, (_, k) => (k === nBins ? max : min + k * width));
  const counts = new Array<number>(nBins).fill(0);
  const astray = new Array<number>(nBins).fill(0);
  let bin = 0;
  grid.counts.forEach((count, i) => {
    const edge = (first + i) * 2 ** exponent;
    while (bin < nBins - 1 && edge >= edges[bin + 1]) bin++;
    counts[bin] += count;
    for (let k = bin; k < nBins - 1 && edges[k + 1] < edge + 2 ** exponent; k++) {
      astray[k] += count;
      astray[k + 1] += count;
    }
  });
  return { edges, counts, error: Math.max(...astray) };
}

/** A copy to keep. */
export function gridToState(grid: GridHistogram): Readonly<GridHistogram> {
  return { ...grid, counts: grid.counts.slice() };
}

/** @throws ARGUMENT_INVALID when the cells are not those of the range. */
export function gridFromState(state: Readonly<GridHistogram>): GridHistogram {
  const { n, min, max, exponent, first, counts } = state;
  if (n === 0) return emptyGrid();
  const expected = gridExponent(min, max);
  assertStored(exponent === expected, 'exponent', `be ${expected}, as of its range`, exponent);
  assertStored(first === cellOf(min, exponent), 'first', 'be the cell of the minimum', first);
  const nCells = cellOf(max, exponent) - first + 1;
  assertStored(counts.length === nCells, 'counts', `have ${nCells} cells`, counts.length);
  return { ...state, counts: counts.slice() };
}
