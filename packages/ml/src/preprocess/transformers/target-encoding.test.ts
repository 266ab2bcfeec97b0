import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import type { Target } from '../../models/index.ts';
import { type Column, encodeText } from '../../table/index.ts';
import { transformColumn } from '../transform-column.ts';
import { targetEncoding } from './target-encoding.ts';

const params = { fewestLevels: 3, maxLevels: 10_000, keepsLevels: true };
const many = <Item>(n: number, items: readonly Item[]): Item[] =>
  items.flatMap((item) => Array.from({ length: n }, () => item));
const encoded = (train: Column, target: Target, fresh: readonly (string | null)[]): number[][] => {
  const made = transformColumn(
    targetEncoding,
    targetEncoding.fit(train, params, target),
    encodeText('city', 'category', fresh),
  );
  return made.flatMap((column) => ('values' in column ? [[...column.values]] : []));
};

describe('target-encoding', () => {
  const cities = encodeText('city', 'category', many(10, ['a', 'b', 'c', null]));
  const pays: Target = {
    kind: 'regression',
    values: Float64Array.from(many(10, [1, 2, 3, 6]), (value, i) => value + (i % 2 ? 0.1 : -0.1)),
  };

  it('gives a level about its mean, a missing value one of its own, an unseen level the mean', () => {
    const [[a, gap, unseen]] = encoded(cities, pays, ['a', null, 'z']);
    expect(a).toBeCloseTo(1, 2);
    expect(gap).toBeCloseTo(6, 2);
    expect(unseen).toBeCloseTo(3, 12);
  });

  it('draws levels to the mean, the more so the fewer rows they have', () => {
    const levels = [...many(200, ['a', 'b']), ...many(2, ['c'])];
    const random = seededRandom(2);
    const values = levels.map((level) => (level === 'a' ? 0 : 1) + random.normal());
    const target: Target = { kind: 'regression', values: Float64Array.from(values) };
    const [[a, b, c, mean]] = encoded(encodeText('city', 'category', levels), target, [
      'a',
      'b',
      'c',
      'z',
    ]);
    const ofC = (values[400] + values[401]) / 2;
    expect(Math.abs((c - mean) / (ofC - mean))).toBeLessThan(0.6);
    expect(b - a).toBeGreaterThan(0.8);
  });

  it('makes a constant of levels that differ less than chance would have it', () => {
    const target: Target = {
      kind: 'regression',
      values: Float64Array.from({ length: 40 }, (_, i) => i % 2),
    };
    const [values] = encoded(cities, target, ['a', 'b', null, 'z']);
    expect(new Set(values).size).toBe(1);
  });

  it('has a column per class, of many classes for the ten most frequent', () => {
    const classes = (n: number): Target => ({
      kind: 'classification',
      codes: Int32Array.from({ length: 40 }, (_, i) => Math.min(n - 1, i)),
      nClasses: n,
    });
    const names = (n: number) =>
      targetEncoding
        .outputs(targetEncoding.fit(cities, params, classes(n)), { name: 'city', kind: 'category' })
        .map(({ name }) => name);
    expect(names(2)).toEqual(['city', 'city_target']);
    expect(names(3)).toEqual(['city', 'city_target_0', 'city_target_1', 'city_target_2']);
    expect(names(30)).toHaveLength(11);
    expect(names(30)).toContain('city_target_29');
  });

  it('leaves a category of two levels as it is', () => {
    const two = encodeText('city', 'category', many(20, ['a', 'b']));
    const state = targetEncoding.fit(two, params, pays);
    expect(targetEncoding.outputs(state, two)).toEqual([{ name: 'city', kind: 'category' }]);
  });
});
