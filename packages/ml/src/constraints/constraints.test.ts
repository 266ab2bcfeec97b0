import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { type Column, encodeText, makeTable } from '../table/index.ts';
import { numberDistance, valueDistance, valuePValue } from './distances.ts';
import {
  checkConstraints,
  MONITOR_CHECKS,
  measureTable,
  readConstraints,
  readStatistics,
  suggestConstraints,
} from './index.ts';
import { describeNumbers, numbersOf } from './number-distribution.ts';

const numbers = (name: string, values: readonly number[]): Column => ({
  ...{ name, kind: 'number' },
  values: Float64Array.from(values),
});
const texts = (name: string, values: readonly (string | null)[]) =>
  encodeText(name, 'category', values);
const cases = (n: number, values: readonly string[]) =>
  Array.from({ length: n }, (_, i) => values[i % values.length] ?? null);

const age = numbers('age', [31, 47, 22, 60, Number.NaN, 31, 40, 39]);
const score = numbers('score', [0.5, 1, -2, 3, 4, 5, 6, 7]);
const plan = texts('plan', cases(8, ['gold', 'team']));
const table = makeTable([age, score, plan]);

describe('statistics of a table', () => {
  const { statistics } = measureTable(table);

  it('have the names of the file and the figures of the table', () => {
    expect(statistics).toMatchObject({
      version: 0,
      dataset: { item_count: 8 },
      features: [
        {
          ...{ name: 'age', inferred_type: 'Integral' },
          numerical_statistics: {
            common: { num_present: 7, num_missing: 1 },
            ...{ mean: 270 / 7, sum: 270, min: 22, max: 60 },
            // Of the population; the squares of the seven values add up to 11336.
            std_dev: expect.closeTo(Math.sqrt(11_336 / 7 - (270 / 7) ** 2), 10),
            distribution: {
              kll: {
                sketch: { parameters: { c: 0.64, k: 2048 }, data: [[31, 47, 22, 60, 31, 40, 39]] },
              },
            },
          },
        },
        { name: 'score', inferred_type: 'Fractional' },
        {
          ...{ name: 'plan', inferred_type: 'String' },
          string_statistics: {
            common: { num_present: 8, num_missing: 0 },
            distinct_count: 2,
            distribution: {
              categorical: {
                buckets: [
                  { value: 'gold', count: 4 },
                  { value: 'team', count: 4 },
                ],
              },
            },
          },
        },
      ],
    });
  });

  it('have ten buckets that hold every number once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 }),
        (values) => {
          const { buckets } = describeNumbers(Float64Array.from(values));
          expect(buckets).toHaveLength(10);
          expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
          expect(buckets[0]?.lower_bound).toBeCloseTo(Math.min(...values), 9);
          expect(buckets[9]?.upper_bound).toBeCloseTo(Math.max(...values), 9);
        },
      ),
    );
  });

  it('hold sketches whose items stand for all numbers, and know their ranks', () => {
    const random = seededRandom(3);
    const values = Float64Array.from({ length: 30_000 }, () => random.next());
    const kept = numbersOf(describeNumbers(values));
    expect(kept.weights.reduce((sum, weight) => sum + weight, 0)).toBe(30_000);
    const all = { values: values.slice().sort(), weights: new Float64Array(30_000).fill(1) };
    expect(numberDistance(all, kept, 'Simple')).toBeLessThan(0.01);
  });

  it('come back from JSON as they went, and unknown fields do no harm', () => {
    const file = JSON.parse(JSON.stringify(statistics));
    expect(readStatistics({ ...file, written_by: 'somebody' })).toEqual(statistics);
    const constraints = suggestConstraints(statistics);
    expect(readConstraints(JSON.parse(JSON.stringify(constraints)))).toEqual(constraints);
  });
});

describe('suggested constraints', () => {
  it('are what the table held', () => {
    expect(suggestConstraints(measureTable(table).statistics)).toMatchObject({
      features: [
        {
          ...{ name: 'age', inferred_type: 'Integral', completeness: 7 / 8 },
          num_constraints: { is_non_negative: true },
        },
        {
          ...{ name: 'score', inferred_type: 'Fractional', completeness: 1 },
          num_constraints: { is_non_negative: false },
        },
        { name: 'plan', string_constraints: { domains: ['gold', 'team'] } },
      ],
      monitoring_config: { datatype_check_threshold: 1, domain_content_threshold: 1 },
    });
  });

  it('have no domain where values keep coming', () => {
    const names = texts('name', ['a', 'b', 'c', 'd', 'd', 'd']);
    const { features } = suggestConstraints(measureTable(makeTable([names])).statistics);
    expect(features[0]?.string_constraints).toBeUndefined();
  });

  it('are never broken by their own table', () => {
    const column = fc.oneof(
      fc.array(fc.option(fc.double({ noNaN: true })), { minLength: 9, maxLength: 9 }),
      fc.array(fc.option(fc.constantFrom('1', '2.5', 'x', 'y', 'z z')), {
        minLength: 9,
        maxLength: 9,
      }),
    );
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 4 }), (columns) => {
        const measured = measureTable(
          makeTable(
            columns.map((values, at) =>
              values.some((value) => typeof value === 'string')
                ? texts(
                    `c${at}`,
                    values.map((value) => (value === null ? null : String(value))),
                  )
                : numbers(
                    `c${at}`,
                    values.map((value) => (value === null ? Number.NaN : Number(value))),
                  ),
            ),
          ),
        );
        const baseline = readStatistics(JSON.parse(JSON.stringify(measured.statistics)));
        const constraints = readConstraints(
          JSON.parse(JSON.stringify(suggestConstraints(baseline))),
        );
        expect(checkConstraints(measured, { constraints, baseline })).toEqual([]);
      }),
    );
  });
});

describe('distances', () => {
  it('of numbers is the largest gap; the robust one leaves 1.8 standard distances to chance', () => {
    const sample = (values: readonly number[]) => ({
      values: Float64Array.from(values),
      weights: new Float64Array(values.length).fill(1),
    });
    const [a, b] = [sample([1, 2, 3, 4]), sample([3, 4, 5, 6])];
    expect(numberDistance(a, b, 'Simple')).toBe(0.5);
    expect(numberDistance(a, b, 'Robust')).toBe(0);
    const many = { values: Float64Array.of(1, 2), weights: Float64Array.of(500, 500) };
    const other = { values: Float64Array.of(1, 2), weights: Float64Array.of(200, 800) };
    expect(numberDistance(many, other, 'Robust')).toBeCloseTo(
      0.3 - 1.8 * Math.sqrt(2000 / 1_000_000),
      12,
    );
  });

  it('of values is the largest difference of shares', () => {
    const [a, b] = [
      new Map([
        ['x', 3],
        ['y', 1],
      ]),
      new Map([
        ['x', 1],
        ['z', 1],
      ]),
    ];
    expect(valueDistance(a, b, 'Simple')).toBe(0.5);
  });

  it('of chi-square is the p-value against the shares of the baseline, rare values joined', () => {
    // 60 throws of a die, expected ten each: 5, 8, 9, 8, 10, 20 give a statistic of 13.4, of 5 degrees of freedom p = 0.01991.
    const die = (counts: readonly number[]) => new Map(counts.map((n, i) => [`${i + 1}`, n]));
    const fair = die([100, 100, 100, 100, 100, 100]);
    expect(valuePValue(fair, die([5, 8, 9, 8, 10, 20]))).toBeCloseTo(0.01991, 5);
    // Of expected 18, 1 and 1 rows the last two are joined, and with two of 20 expected the table has two values of which one is too rare.
    expect(
      valuePValue(
        new Map([
          ['a', 18],
          ['b', 1],
          ['c', 1],
        ]),
        new Map([['a', 20]]),
      ),
    ).toBeNull();
  });
});

describe('violations', () => {
  const base = makeTable([
    numbers(
      'n',
      Array.from({ length: 1000 }, (_, i) => i),
    ),
    texts('plan', cases(1000, ['gold', 'team', 'team'])),
    texts('code', cases(1000, ['1', '2'])),
  ]);
  const baseline = measureTable(base).statistics;
  const constraints = suggestConstraints(baseline);
  const checksOf = (columns: readonly Column[], changed: object = {}) =>
    checkConstraints(measureTable(makeTable([...columns])), {
      constraints: readConstraints({ ...constraints, ...changed }),
      baseline,
    }).map(({ feature_name, constraint_check_type }) => `${feature_name} ${constraint_check_type}`);
  const [n, plans, code] = base.columns as [Column, Column, Column];

  it.each<[string, Column[], string[]]>([
    ['a column is gone', [n, plans], ['Missing columns missing_column_check']],
    [
      'a column is new',
      [n, plans, code, numbers('more', n.kind === 'number' ? [...n.values] : [])],
      ['Extra columns extra_column_check'],
    ],
    [
      'a value is missing',
      [numbers('n', [Number.NaN, ...Array.from({ length: 999 }, (_, i) => i)]), plans, code],
      ['n completeness_check'],
    ],
    [
      'one of the values has a point',
      [numbers('n', [0.5, ...Array.from({ length: 999 }, (_, i) => i)]), plans, code],
      ['n data_type_check'],
    ],
    [
      'the values moved by a third of their range',
      [
        numbers(
          'n',
          Array.from({ length: 1000 }, (_, i) => i + 333),
        ),
        plans,
        code,
      ],
      ['n baseline_drift_check'],
    ],
    [
      'a value is unknown',
      [n, texts('plan', ['free', ...cases(999, ['gold', 'team', 'team'])]), code],
      ['plan categorical_values_check'],
    ],
    [
      'shares of values moved',
      [n, texts('plan', cases(1000, ['gold', 'gold', 'team'])), code],
      ['plan baseline_drift_check'],
    ],
    ['all is as before', [n, plans, code], []],
  ])('say that %s', (_, columns, expected) => {
    expect(checksOf(columns)).toEqual(expected);
  });

  it('leave a small window alone when they are robust, and do not when they are simple', () => {
    const few = Array.from({ length: 20 }, (_, i) => 40 * i + 150);
    const columns = [
      numbers('n', few),
      texts('plan', cases(21, ['gold', 'team', 'team']).slice(1)),
      texts('code', cases(20, ['1', '2'])),
    ];
    expect(checksOf(columns)).toEqual([]);
    const monitoring_config = { distribution_constraints: { comparison_method: 'Simple' } };
    expect(checksOf(columns, { monitoring_config })).toEqual(['n baseline_drift_check']);
  });

  it('keep to thresholds and switches, those of a column before those of all', () => {
    const columns = [
      numbers('n', [0.5, ...Array.from({ length: 999 }, (_, i) => i)]),
      texts('plan', ['free', ...cases(999, ['gold', 'team', 'team'])]),
      code,
    ];
    expect(checksOf(columns)).toHaveLength(2);
    expect(checksOf(columns, { monitoring_config: { datatype_check_threshold: 0.9 } })).toEqual([
      'plan categorical_values_check',
    ]);
    expect(checksOf(columns, { monitoring_config: { evaluate_constraints: 'Disabled' } })).toEqual(
      [],
    );
    const features = constraints.features.map((feature) => ({
      ...feature,
      monitoringConfigOverrides: { domain_content_threshold: 0.5 },
    }));
    expect(checksOf(columns, { features })).toEqual(['n data_type_check']);
  });

  it('by chi-square ask for a p-value of the threshold at least', () => {
    const moved = [n, texts('plan', cases(1000, ['gold', 'team'])), code];
    const by = (threshold: number) => ({
      monitoring_config: {
        distribution_constraints: {
          categorical_drift_method: 'ChiSquared',
          categorical_comparison_threshold: threshold,
        },
      },
    });
    expect(checksOf(moved, by(0.01))).toEqual(['plan baseline_drift_check']);
    expect(checksOf([n, plans, code], by(0.01))).toEqual([]);
  });

  it('are of the kinds that the service has', () => {
    expect(MONITOR_CHECKS).toHaveLength(6);
  });
});

describe('a file of somebody else', () => {
  it('may leave out what has a default', () => {
    const read = readConstraints({
      version: 0.0,
      features: [{ name: 'a', inferred_type: 'Unknown', num_constraints: null, extra: [1] }],
    });
    expect(read.features).toEqual([{ name: 'a', inferred_type: 'Unknown', completeness: 0 }]);
    expect(read.monitoring_config.distribution_constraints.comparison_method).toBe('Robust');
  });

  it.each<[unknown, string]>([
    [null, 'constraints must be an object, got null.'],
    [[], 'constraints must be an object, got [].'],
    [{}, 'constraints.features must be a list, got nothing.'],
    [{ features: [{}] }, 'constraints.features[0].name must be a text, got nothing.'],
    [
      { features: [{ name: 'a', inferred_type: 'Integral', completeness: 2 }] },
      'constraints.features[0].completeness must be a number from 0 to 1, got 2.',
    ],
    [
      { features: [], monitoring_config: { distribution_constraints: { comparison_method: 'x' } } },
      'constraints.monitoring_config.distribution_constraints.comparison_method must be one of Simple, Robust, got "x".',
    ],
  ])('that is damaged is refused with the place: %o', (file, message) => {
    expect(() => readConstraints(file)).toThrow(message);
  });

  it('that is any JSON is read or refused, never worse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const read of [readConstraints, readStatistics])
          for (const file of [value, { features: value, dataset: { item_count: 1 } }])
            try {
              read(file);
            } catch (thrown) {
              expect(thrown).toMatchObject({ code: 'ARGUMENT_INVALID' });
            }
      }),
    );
  });
});
