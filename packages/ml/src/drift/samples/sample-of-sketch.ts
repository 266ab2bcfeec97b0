import { risingOrder } from '../../math/index.ts';
import {
  type ColumnSketch,
  countDistinct,
  countedValues,
  keptValues,
  rankVariance,
  type WeightedValues,
} from '../../sketches/index.ts';
import { levelSample } from './level-sample.ts';
import { weightedSample } from './number-sample.ts';
import type { Cells, LevelSample, NumberSample } from './sample.ts';

type NumberSketch = NonNullable<ColumnSketch['number']>;

/**
 * What a sketch knows of a column, ready to be compared: no rows are needed, and windows merge before.
 *
 * Numbers and dates of up to 4096 different values are exact. Beyond, mean, variance and extremes still are; ranks are those of the
 * kept values, `nRanked` is the number of rows that would know them as well, and bins are counted on a grid. Everything else are levels: exact up to 4096
 * different ones, beyond them the frequent ones and the rest.
 *
 * @cost O(m log m) for m kept values, at most about 10 000.
 */
export function sampleOfSketch(sketch: ColumnSketch): NumberSample | LevelSample {
  return sketch.number === null ? levelsOf(sketch) : numbersOf(sketch, sketch.number);
}

function levelsOf({ frequent, nRows, nMissing }: ColumnSketch): LevelSample {
  const { texts, counts } = countedValues(frequent);
  const counted = counts.reduce((sum, count) => sum + count, 0);
  const rows = texts.map((text, i) => [text, counts[i]] as const);
  return levelSample(rows, Math.max(0, nRows - nMissing - counted));
}

function numbersOf(
  { frequent, distinct }: ColumnSketch,
  { moments, quantiles, grid }: NumberSketch,
): NumberSample {
  if (frequent.lowered === 0) return exactSample(countedValues(frequent));
  const sample = sampleOf(keptValues(quantiles));
  const { spread, nFinite, min, max } = moments;
  return {
    ...sample,
    min,
    max,
    ...(Number.isFinite(spread[1]) && { mean: spread[0], variance: spread[1] / nFinite }),
    nDistinct: countDistinct(distinct).count,
    // The share of rows below a value has a variance of at most 1 / (4 n); the sketch adds its own.
    nRanked: sample.n / (1 + 4 * sample.n * rankVariance(quantiles)),
    cells: cellsOf(grid),
  };
}

function exactSample({
  numbers,
  counts,
}: {
  numbers: Float64Array;
  counts: Float64Array;
}): NumberSample {
  const finite = Array.from(numbers, (_, i) => i).filter((i) => Number.isFinite(numbers[i]));
  const values = Float64Array.from(finite, (i) => numbers[i]);
  const order = risingOrder(values);
  return weightedSample(
    Float64Array.from(order, (place) => values[place]),
    Float64Array.from(order, (place) => counts[finite[place]]),
  );
}

function cellsOf({ first, exponent, counts }: NumberSketch['grid']): Cells {
  const width = 2 ** exponent;
  const full = Array.from(counts.keys()).filter((cell) => counts[cell] > 0);
  return {
    values: Float64Array.from(full, (cell) => (first + cell) * width),
    weights: Float64Array.from(full, (cell) => counts[cell]),
    width,
  };
}

function sampleOf({ values, weights }: WeightedValues): NumberSample {
  const kept = new Float64Array(values.length);
  const rows = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    if (n === 0 || values[i] !== kept[n - 1]) kept[n++] = values[i];
    rows[n - 1] += weights[i];
  }
  return weightedSample(kept.subarray(0, n), rows.subarray(0, n));
}
