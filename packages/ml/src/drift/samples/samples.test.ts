import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { addColumn, type ColumnSketch, emptyColumn, mergeColumns } from '../../sketches/index.ts';
import { type Column, encodeText } from '../../table/index.ts';
import { checkDrift } from '../check-drift.ts';
import { getDriftTest } from '../drift-tests.ts';
import {
  levelSample,
  type NumberSample,
  numberSample,
  sampleOfColumn,
  sampleOfSketch,
} from './index.ts';

const column = (values: readonly number[]): Column => ({
  name: 'x',
  kind: 'number',
  values: Float64Array.from(values),
});
const sketchOf = (given: Column, seed = 0): ColumnSketch => {
  const sketch = emptyColumn(given.name, given.kind, seed);
  addColumn(sketch, given);
  return sketch;
};
const normals = (n: number, shift: number, seed: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => random.normal() + shift);
};
/** What is compared, without the last digits of the moments, which depend on the order of the rows. */
const shape = ({ values, weights, n, min, max }: NumberSample) => ({
  values: [...values],
  weights: [...weights],
  n,
  min,
  max,
});

describe('numberSample', () => {
  it('sorts, counts equal values once, and leaves out what is not finite', () => {
    const values = Float64Array.of(3, -0, Number.NaN, 1, 0, 3, Number.POSITIVE_INFINITY, 3);
    expect(numberSample(values)).toMatchObject({
      values: Float64Array.of(0, 1, 3),
      weights: Float64Array.of(2, 1, 3),
      n: 6,
      mean: 10 / 6,
      min: 0,
      max: 3,
      nDistinct: 3,
    });
  });

  it('scales weights to the effective number of rows: (1 + 1 + 2)^2 / (1 + 1 + 4)', () => {
    const sample = numberSample(Float64Array.of(5, 4, 3), [1, 1, 2]);
    expect(sample.n).toBeCloseTo(16 / 6, 12);
    expect(sample.mean).toBeCloseTo(15 / 4, 12);
    expect([...sample.values]).toEqual([3, 4, 5]);
    expect(sample.weights[0] / sample.weights[1]).toBeCloseTo(2, 12);
  });

  it('is the same with equal weights as without', () => {
    const values = Float64Array.from(normals(50, 0, 1), (x) => Math.round(3 * x));
    const weighted = numberSample(values, new Float64Array(50).fill(7));
    const plain = numberSample(values);
    expect(weighted.n).toBeCloseTo(50, 9);
    for (const [i, rows] of weighted.weights.entries())
      expect(rows).toBeCloseTo(plain.weights[i], 9);
  });
});

describe('sampleOfColumn', () => {
  it('takes levels with their rows, weighted where asked, and texts as they are', () => {
    const words = ['a', 'b', null, 'a'];
    const levels = sampleOfColumn(encodeText('c', 'category', words));
    expect(levels).toEqual(levelSample(Object.entries({ a: 2, b: 1 })));
    const weighted = sampleOfColumn(encodeText('c', 'category', words), [1, 2, 9, 1]);
    expect(weighted.n).toBeCloseTo(16 / 6, 12);
    expect(sampleOfColumn(encodeText('t', 'text', words))).toEqual({
      kind: 'texts',
      texts: ['a', 'b', 'a'],
      n: 3,
    });
  });
});

describe('sampleOfSketch', () => {
  it('is that of the rows, in any cut into windows, up to 4096 different values', () => {
    const rows = fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(Number.NaN)));
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const ofRows = sampleOfColumn(column([...first, ...second])) as NumberSample;
        const [a, b] = [sketchOf(column(first)), sketchOf(column(second), 1)];
        for (const merged of [mergeColumns(a, b), mergeColumns(b, a)])
          expect(shape(sampleOfSketch(merged) as NumberSample)).toEqual(shape(ofRows));
      }),
    );
  });

  it('knows levels exactly, and puts together those that it no longer tells apart', () => {
    const few = encodeText('c', 'category', ['a', 'b', 'a', null]);
    expect(sampleOfSketch(sketchOf(few))).toEqual(sampleOfColumn(few));
    const many = Array.from({ length: 9000 }, (_, i) => (i < 1000 ? 'often' : `once ${i}`));
    const sample = sampleOfSketch(sketchOf(encodeText('c', 'category', many)));
    expect(sample.n).toBe(9000);
    if (sample.kind !== 'levels') throw new Error('levels were sketched');
    expect(sample.rest).toBeGreaterThan(4000);
    expect(sample.counts.get('often')).toBeGreaterThan(990);
  });

  it('has exact moments and knows ranks as well as fewer rows would, beyond 4096 values', () => {
    const values = normals(40_000, 0, 3);
    const sketched = sampleOfSketch(sketchOf(column(values))) as NumberSample;
    const exact = sampleOfColumn(column(values)) as NumberSample;
    expect(sketched.n).toBe(40_000);
    expect(sketched.mean).toBeCloseTo(exact.mean, 12);
    expect(sketched.variance).toBeCloseTo(exact.variance, 12);
    expect([sketched.min, sketched.max]).toEqual([exact.min, exact.max]);
    expect(sketched.nRanked).toBeLessThan(40_000);
    expect(sketched.nRanked).toBeGreaterThan(10_000);
  });

  it.each([
    ['ks', 0.005],
    ['wasserstein', 0.005],
    ['jensenshannon', 0.003],
    ['psi', 0.005],
    ['t_test', 1e-9],
  ])('gives %s the score of the rows within %d', (name, room) => {
    const [a, b] = [normals(15_000, 0, 4), normals(12_000, 0.2, 5)];
    const test = getDriftTest(name);
    const ofRows = checkDrift(test, [sampleOfColumn(column(a)), sampleOfColumn(column(b))]);
    const ofSketches = checkDrift(test, [
      sampleOfSketch(sketchOf(column(a))),
      sampleOfSketch(sketchOf(column(b), 1)),
    ]);
    expect(Math.abs(ofRows.effect - ofSketches.effect)).toBeLessThan(room);
    expect(ofSketches.isDrift).toBe(ofRows.isDrift);
  });
});
