import type { Matrix } from '../../../math/index.ts';

/** Bins of a column at most, so that a bin number fits in a byte. */
export const MAX_BINS = 256;

/**
 * How the values of one column become bins. Bin 0 holds the missing ones.
 *
 * Numbers: bin b of 1 to m holds the values v with cuts[b - 2] < v <= cuts[b - 1], open at both ends.
 * Categories: bins 1 to m hold one level each; the last bin, m + 1, holds all other levels, also those
 * that the fit never saw.
 */
export type Axis =
  | { readonly kind: 'number'; readonly nBins: number; readonly cuts: Float64Array }
  | {
      readonly kind: 'category';
      readonly nBins: number;
      /** Bin of code 0 to k - 1. */
      readonly binOfCode: Uint8Array;
    };

/**
 * The axis of every column.
 *
 * Numbers with at most `maxBins` distinct values get a bin for each, others bins of about equal counts;
 * a cut lies midway between two neighboring values. Categories of too many levels give bins to the most
 * frequent ones.
 *
 * @shape x: n x p
 * @param maxBins Bins of values at most, 2 to 254.
 * @cost O(n p log n)
 */
export function axesOf(x: Matrix, maxBins: number): Axis[] {
  const { nRows: n, nColumns: p, values, levels } = x;
  const column = new Float64Array(n);
  return Array.from({ length: p }, (_, j) => {
    for (let i = 0; i < n; i++) column[i] = values[i * p + j];
    const nLevels = levels?.[j] ?? 0;
    return nLevels > 0 ? categoryAxis(column, nLevels, maxBins) : numberAxis(column, maxBins);
  });
}

function numberAxis(column: Float64Array, maxBins: number): Axis {
  const sorted = column.slice().sort();
  let nPresent = sorted.length;
  while (nPresent > 0 && Number.isNaN(sorted[nPresent - 1])) nPresent--;
  const cuts = cutsOf(sorted.subarray(0, nPresent), maxBins);
  return { kind: 'number', nBins: cuts.length + 2, cuts };
}

function cutsOf(sorted: Float64Array, maxBins: number): Float64Array {
  const starts: number[] = [];
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) starts.push(i);
  const isExact = starts.length < maxBins;
  const cuts: number[] = [];
  let from = 0;
  for (const start of starts) {
    const perBin = (sorted.length - from) / (maxBins - cuts.length);
    if (!isExact && start - from < perBin) continue;
    if (cuts.length === maxBins - 1) break;
    cuts.push(midway(sorted[start - 1], sorted[start]));
    from = start;
  }
  return Float64Array.from(cuts);
}

function midway(a: number, b: number): number {
  const middle = a / 2 + b / 2;
  return middle >= a && middle < b ? middle : a;
}

function categoryAxis(column: Float64Array, nLevels: number, maxBins: number): Axis {
  const counts = new Int32Array(nLevels);
  for (const code of column) if (code >= 0 && code < nLevels) counts[code]++;
  const present = [...counts.keys()].filter((code) => counts[code] > 0);
  const kept = present.sort((a, b) => counts[b] - counts[a] || a - b).slice(0, maxBins);
  const other = kept.length + 1;
  const binOfCode = new Uint8Array(nLevels).fill(other);
  kept
    .sort((a, b) => a - b)
    .forEach((code, at) => {
      binOfCode[code] = at + 1;
    });
  return { kind: 'category', nBins: other + 1, binOfCode };
}

/** The bin of a value. @cost O(log of the number of bins). */
export function binOf(axis: Axis, value: number): number {
  if (axis.kind === 'category') {
    if (!(value >= 0)) return 0;
    return axis.binOfCode[value] ?? axis.nBins - 1;
  }
  if (Number.isNaN(value)) return 0;
  const { cuts } = axis;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= cuts[middle]) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}

/** The bins of a matrix, column-major: row i of column j is at j * nRows + i. */
export function binMatrix(axes: readonly Axis[], x: Matrix): Uint8Array {
  const { nRows: n, nColumns: p, values } = x;
  const bins = new Uint8Array(n * p);
  for (let j = 0; j < p; j++) {
    const axis = axes[j];
    for (let i = 0; i < n; i++) bins[j * n + i] = binOf(axis, values[i * p + j]);
  }
  return bins;
}
