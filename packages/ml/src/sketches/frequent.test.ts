import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { throughJson } from '../testing/index.ts';
import {
  addFrequentNumbers,
  addFrequentText,
  emptyFrequent,
  type FrequentSketch,
  frequentFromState,
  frequentToState,
  MAX_COUNTED,
  mergeFrequent,
  topValues,
} from './frequent.ts';
import { hashNumbers, hashText, makeHashes } from './parts/hashes.ts';
import { thresholdOf } from './parts/threshold-of.ts';

function sketchOf(values: Float64Array): FrequentSketch {
  const hashes = makeHashes(values.length);
  hashNumbers(values, values.length, hashes);
  const sketch = emptyFrequent();
  addFrequentNumbers(sketch, values, hashes, values.length);
  return sketch;
}

/** Few values that are frequent, among very many that are rare. */
function heavyTail(n: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: n }, () => Math.floor(1 / (random.next() + 1e-7)));
}

function countsOf(values: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Values that are all different but for some. */
function mostlyUnique(n: number, seed: number): Float64Array {
  return heavyTail(n, seed).map((value, i) => (i % 3 === 0 ? value : -1e6 * (seed + 1) - i));
}

function expectBounds(sketch: FrequentSketch, values: Float64Array): void {
  const truth = countsOf(values);
  expect(sketch.lowered).toBeGreaterThan(0);
  expect(sketch.lowered).toBeLessThanOrEqual(values.length / (MAX_COUNTED / 2));
  const top = topValues(sketch, MAX_COUNTED);
  for (const { value, count, error } of top) {
    const actual = truth.get(Number(value)) ?? 0;
    expect(count).toBeGreaterThanOrEqual(actual);
    expect(count - error).toBeLessThanOrEqual(actual);
  }
  const listed = new Set(top.map(({ value }) => Number(value)));
  for (const [value, count] of truth) {
    if (count > 2 * sketch.lowered) expect(listed.has(value)).toBe(true);
  }
}

describe('frequent values', () => {
  it('are all counted up to the limit, equal counts by value', () => {
    const values = heavyTail(3000, 1);
    const expected = [...countsOf(values)]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([value, count]) => ({ value: String(value), count, error: 0 }));
    expect(topValues(sketchOf(values), MAX_COUNTED)).toEqual(expected);
  });

  it('keep their bounds beyond', () => {
    for (let seed = 0; seed < 5; seed++) {
      const values = mostlyUnique(60_000, seed);
      expectBounds(sketchOf(values), values);
    }
  });

  it('keep them when shards are merged, in any order', () => {
    const values = mostlyUnique(80_000, 9);
    const shards = [0, 1, 2, 3].map((k) => sketchOf(values.subarray(k * 20_000, (k + 1) * 20_000)));
    expectBounds(shards.reduce(mergeFrequent), values);
    expectBounds(shards.reduceRight(mergeFrequent), values);
  });

  it('merge to the same bits in any order while exact', () => {
    const shards = [1, 2, 3].map((seed) => sketchOf(heavyTail(1000, seed)));
    const whole = sketchOf(Float64Array.from([1, 2, 3].flatMap((s) => [...heavyTail(1000, s)])));
    expect(frequentToState(shards.reduce(mergeFrequent))).toEqual(frequentToState(whole));
    expect(frequentToState(shards.reduceRight(mergeFrequent))).toEqual(frequentToState(whole));
  });

  it('list none where every value may be as frequent as another', () => {
    expect(topValues(sketchOf(Float64Array.from({ length: 50_000 }, (_, i) => i)), 20)).toEqual([]);
  });

  it('keep texts, long ones by their beginning', () => {
    const sketch = emptyFrequent();
    const long = 'x'.repeat(1000);
    for (const text of [long, `${long}y`, 'b', 'a'])
      addFrequentText(sketch, text, hashText(text), 2);
    const shown = topValues(frequentFromState(throughJson(frequentToState(sketch))), 4);
    expect(shown.map(({ value }) => value.length)).toEqual([1, 1, 257, 257]);
    expect(shown.map(({ value }) => value[0])).toEqual(['a', 'b', 'x', 'x']);
  });

  it('come back from their state', () => {
    const state = throughJson(frequentToState(sketchOf(mostlyUnique(20_000, 4))));
    expect(frequentToState(frequentFromState(state))).toEqual(state);
    expect(() => frequentFromState({ ...state, lowered: -1 })).toThrow(/"lowered"/);
  });
});

describe('the threshold', () => {
  it('is the count behind the largest', () => {
    const random = seededRandom(2);
    for (const most of [3, 100, 1000, 1e6]) {
      const counts = Float64Array.from({ length: 501 }, () => 1 + random.below(most));
      expect(thresholdOf(counts, 250)).toBe(counts.slice().sort()[250]);
    }
  });
});
