import { ANOMALIES, type ColumnStatistics } from '@kaizenml/contracts';
import { jensenShannon } from '@kaizenml/ml/drift';
import { addColumn, emptyColumn, finishColumn } from '@kaizenml/ml/sketches';
import { encodeText, type NumericColumn } from '@kaizenml/ml/table';
import {
  alignBins,
  inferColumn,
  jensenShannonDivergence,
  lInfinityDistance,
  normalizedCountDifference,
} from '@kaizenml/ml/validation';
import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };

type Counts = Readonly<Record<string, number | undefined>>;

function columnOf(counts: Counts): ColumnStatistics {
  const values = Object.entries(counts).flatMap(([value, n]) => Array<string>(n ?? 0).fill(value));
  const sketch = emptyColumn('x', 'category');
  addColumn(sketch, encodeText('x', 'category', values));
  return finishColumn(sketch);
}

const COLUMN_OF_NUMBERS: NumericColumn = { name: 'x', kind: 'number', values: new Float64Array() };

function numbers(values: readonly (number | null)[]): ColumnStatistics {
  const sketch = emptyColumn('x', 'number');
  addColumn(sketch, {
    ...COLUMN_OF_NUMBERS,
    values: Float64Array.from(values, (x) => x ?? Number.NaN),
  });
  return finishColumn(sketch);
}

describe(`agrees with TensorFlow Data Validation ${expected.version}`, () => {
  it.each(expected.categories)('on distances of categories: $name', ({ a, b, ...distances }) => {
    const [before, now] = [columnOf(a), columnOf(b)];
    expect(lInfinityDistance(before, now).distance).toBeCloseTo(distances.lInfinity, 12);
    expect(jensenShannonDivergence(before, now)).toBeCloseTo(distances.jensenShannon, 12);
    expect(normalizedCountDifference(before, now)).toBeCloseTo(distances.normalizedDifference, 12);
  });

  it.each(expected.numbers)('on divergences of histograms: $name', ({ a, b, ...distances }) => {
    const bins = alignBins({ ...a, error: 0 }, { ...b, error: 0 });
    expect(jensenShannon(bins.a, bins.b) ** 2).toBeCloseTo(distances.jensenShannon, 10);
  });

  it('on the numbers of anomalies that have one', () => {
    const theirs: Readonly<Record<string, number | undefined>> = expected.anomalies;
    for (const [name, { number }] of Object.entries(ANOMALIES))
      if (number !== null) expect([name, theirs[name]]).toEqual([name, number]);
  });

  it('on presence and types', () => {
    const { whole, decimals, texts } = expected.presence;
    const TYPES: Readonly<Record<string, number>> = { string: 1, integer: 2, number: 3 };
    const cases = [
      [numbers(whole.values), whole],
      [numbers(decimals.values), decimals],
      [columnOf({ a: 2, b: 1 }), { ...texts, minFraction: 1 }],
    ] as const;
    for (const [column, { type, minFraction }] of cases) {
      const inferred = inferColumn(column);
      expect(TYPES[inferred.type]).toBe(type);
      expect(inferred.presence?.minShare === 1).toBe(minFraction === 1);
    }
  });
});
