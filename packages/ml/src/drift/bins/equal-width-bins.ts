import type { NumberSample } from '../samples/index.ts';
import type { Bins } from './bins.ts';

/**
 * Counts two samples in bins of equal width from their least to their greatest value; the last bin is closed.
 *
 * log2(n) + 1 bins, rounded up, by Sturges. Widths and edges are reckoned operation by operation as numpy 1.26 does, because a row on
 * an edge must fall to the same side. Where a sample is a sketch, edges move to the next edges of its grid, by at most 1/2048 of the range:
 * between those, its rows are counted exactly.
 *
 * @param n Numbers that the rule counts. Default the rows of both.
 * @cost O(values)
 * @source Sturges (1926), "The Choice of a Class Interval", Journal of the American Statistical Association 21.
 */
export function equalWidthBins(
  reference: NumberSample,
  current: NumberSample,
  n = reference.n + current.n,
): Bins {
  const exact = edgesOf(
    Math.min(reference.min, current.min),
    Math.max(reference.max, current.max),
    n,
  );
  const width = Math.max(reference.cells?.width ?? 0, current.cells?.width ?? 0);
  const edges = width === 0 ? exact : exact.map((edge) => Math.round(edge / width) * width);
  return { reference: countIn(edges, reference), current: countIn(edges, current) };
}

function edgesOf(min: number, max: number, n: number): Float64Array {
  const [low, high] = min === max ? [min - 0.5, max + 0.5] : [min, max];
  const width = (max - min) / (Math.log2(n) + 1);
  const nBins = width > 0 ? Math.ceil((high - low) / width) : 1;
  const step = (high - low) / nBins;
  return Float64Array.from({ length: nBins + 1 }, (_, i) => (i === nBins ? high : i * step + low));
}

function countIn(edges: Float64Array, sample: NumberSample): number[] {
  const { values, weights } = sample.cells ?? sample;
  const nBins = edges.length - 1;
  const counts = new Array<number>(nBins).fill(0);
  let bin = 0;
  for (let i = 0; i < values.length; i++) {
    while (bin < nBins - 1 && values[i] >= edges[bin + 1]) bin++;
    counts[bin] += weights[i];
  }
  return counts;
}
