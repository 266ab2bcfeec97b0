import { describe, expect, it } from 'vitest';
import { seededRandom, shuffledIndices } from '../math/index.ts';
import { quantileSorted } from '../stats/index.ts';
import { throughJson } from '../testing/index.ts';
import {
  addQuantiles,
  emptyQuantiles,
  keptValues,
  MAX_EXACT_VALUES,
  mergeQuantiles,
  type QuantileSketch,
  quantilesAt,
  quantilesFromState,
  quantilesToState,
  rankError,
} from './quantiles.ts';

const SHARES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

function sketchOf(values: Float64Array, seed = 0): QuantileSketch {
  const sketch = emptyQuantiles(seed);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  addQuantiles(sketch, values, values.length, { min, max });
  return sketch;
}

/** The numbers 0 to n - 1 in some order, of which value and rank are the same. */
function ranks(n: number, seed: number): Float64Array {
  return Float64Array.from(shuffledIndices(n, seededRandom(seed)));
}

function shardsOf(values: Float64Array, nShards: number): QuantileSketch[] {
  const size = Math.ceil(values.length / nShards);
  return Array.from({ length: nShards }, (_, k) =>
    sketchOf(values.subarray(k * size, (k + 1) * size), k),
  );
}

/** Greatest error of the nine ranks, as a share of n. */
function worstError(sketch: QuantileSketch): number {
  const errors = quantilesAt(sketch, SHARES).map((value, i) =>
    Math.abs(value - SHARES[i] * (sketch.n - 1)),
  );
  return Math.max(...errors) / sketch.n;
}

describe('quantiles', () => {
  it('are those of sorted values as long as all are kept', () => {
    const values = ranks(MAX_EXACT_VALUES, 1).map((x) => Math.sqrt(x) - 20);
    const expected = SHARES.map((share) => quantileSorted(values.slice().sort(), share));
    expect(quantilesAt(sketchOf(values), SHARES)).toEqual(expected);
    expect(rankError(sketchOf(values))).toBe(0);
    const merged = shardsOf(values, 7).reduceRight(mergeQuantiles);
    expect(quantilesAt(merged, SHARES)).toEqual(expected);
    expect(quantilesToState(merged).buffer).toEqual(values.slice().sort());
    expect(quantilesAt(emptyQuantiles(), [0.5])).toEqual([Number.NaN]);
  });

  it('keep the stated error in at least 49 of 50 streams', () => {
    const trials = Array.from({ length: 50 }, (_, seed) => sketchOf(ranks(20_000, seed), seed));
    const nOutside = trials.filter((sketch) => worstError(sketch) > rankError(sketch)).length;
    expect(nOutside).toBeLessThanOrEqual(1);
    expect(Math.max(...trials.map(rankError))).toBeLessThan(0.0016);
  });

  it.each([
    ['in order', (shards: QuantileSketch[]) => shards.reduce(mergeQuantiles)],
    ['backwards', (shards: QuantileSketch[]) => shards.reduceRight(mergeQuantiles)],
    ['as a tree', mergeTree],
  ])('keep it when sorted shards are merged %s', (_, merge) => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => i);
    const merged = merge(shardsOf(values, 13));
    expect(merged.n).toBe(values.length);
    expect(worstError(merged)).toBeLessThan(rankError(merged));
    expect(rankError(merged)).toBeLessThan(0.004);
    const { values: kept, weights } = keptValues(merged);
    expect(weights.reduce((sum, w) => sum + w, 0)).toBe(values.length);
    expect(kept.length).toBeLessThan(12_000);
  });

  it('go from the least to the greatest value', () => {
    expect(quantilesAt(sketchOf(ranks(50_000, 3)), [0, 1])).toEqual([0, 49_999]);
    expect(quantilesAt(sketchOf(new Float64Array(10_000).fill(7)), SHARES)).toEqual(
      SHARES.map(() => 7),
    );
  });

  it('end at the least and the greatest value, whether or not these were kept', () => {
    for (let seed = 0; seed < 20; seed++)
      expect(quantilesAt(sketchOf(ranks(9000, seed), seed), [0, 1])).toEqual([0, 8999]);
  });

  it('are the same bits for the same seed, and leave merged sketches alone', () => {
    const [a, b] = shardsOf(ranks(30_000, 5), 2);
    const before = quantilesToState(a);
    expect(quantilesToState(mergeQuantiles(a, b))).toEqual(quantilesToState(mergeQuantiles(a, b)));
    expect(quantilesToState(a)).toEqual(before);
  });

  it.each([0, 100, 30_000])('come back from their state at %d values and go on', (n) => {
    const sketch = sketchOf(ranks(n, 2));
    const back = quantilesFromState(throughJson(quantilesToState(sketch)));
    const more = ranks(9000, 8);
    for (const one of [sketch, back]) addQuantiles(one, more, 9000, { min: 0, max: 8999 });
    expect(quantilesAt(back, SHARES)).toEqual(quantilesAt(sketch, SHARES));
  });

  it('refuse a state whose values stand for another number', () => {
    const state = { ...quantilesToState(sketchOf(ranks(10, 1))), n: 11 };
    expect(() => quantilesFromState(state)).toThrow(/"n" of a stored sketch must be 10/);
  });
});

function mergeTree(shards: QuantileSketch[]): QuantileSketch {
  if (shards.length === 1) return shards[0];
  const half = shards.length >> 1;
  return mergeQuantiles(mergeTree(shards.slice(half)), mergeTree(shards.slice(0, half)));
}
