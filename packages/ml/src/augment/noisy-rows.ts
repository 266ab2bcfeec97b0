import type { Random } from '../math/index.ts';
import type { Features, NumberFeature } from './features-of.ts';
import type { MadeCells } from './made-cells.ts';

/**
 * Makes rows that are copies but for noise on their numbers: `share` of the standard deviation of the column, normal.
 *
 * What falls out of the range of the column is turned back at its end, so that amounts stay above 0. Dates,
 * categories and missing cells are copied.
 *
 * @param parents The row that each made one begins with. Length m.
 * @shape numbers: p times m, categories: q times m
 * @cost O(m (p + q))
 * @source Bishop (1995), "Training with Noise is Equivalent to Tikhonov Regularization", Neural Computation 7, 108-116.
 */
export function noisyRows(
  { numbers, categories }: Pick<Features, 'numbers' | 'categories'>,
  {
    parents,
    share,
    random,
  }: { readonly parents: Int32Array; readonly share: number; readonly random: Random },
): MadeCells {
  return {
    numbers: numbers.map((feature) => jitter(feature, { parents, share, random })),
    categories: categories.map(({ codes }) => parents.map((row) => codes[row])),
  };
}

function jitter(
  { column: { kind, values }, deviation, grid }: NumberFeature,
  {
    parents,
    share,
    random,
  }: { readonly parents: Int32Array; readonly share: number; readonly random: Random },
): Float64Array {
  if (kind === 'date' || deviation === 0) return Float64Array.from(parents, (row) => values[row]);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return Float64Array.from(parents, (row) => {
    const moved = values[row] + share * deviation * random.normal();
    const turned = moved < low ? low + (low - moved) : moved > high ? high - (moved - high) : moved;
    return Number.isNaN(turned) ? turned : grid(Math.min(Math.max(turned, low), high));
  });
}
