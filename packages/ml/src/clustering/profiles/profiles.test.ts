import { describe, expect, it } from 'vitest';
import { fromRows, type Matrix, seededRandom } from '../../math/index.ts';
import { clusterRule } from './cluster-rule.ts';
import { describeCluster } from './describe-cluster.ts';
import { effects } from './effects.ts';
import type { RuleFeature } from './rule-features.ts';
import type { Trait } from './trait.ts';

const random = seededRandom(4);

function number(column: string, effect: number, given: object = {}): Trait {
  const figures = { low: 52, median: 56, high: 61.25, overallMedian: 40, isDate: false };
  return { kind: 'number', column, effect, ...figures, ...given };
}

function level(level: string, effect: number, share: number, column = 'c'): Trait {
  return { kind: 'level', column, level, effect, share, restShare: 0.3 };
}

describe('describeCluster', () => {
  it('says what sets a cluster apart in one line', () => {
    const traits = [
      number('age', 1.6),
      level('female', 1.2, 0.8, 'sex'),
      level('married', -0.9, 0, 'status'),
      number('fare', -0.5),
    ];
    expect(describeCluster(traits)).toBe(
      'older (age 52–61.25), mostly female, never married, low fare (52–61.25)',
    );
  });

  it('says a column once, weak traits not, and at most four', () => {
    const twice = [level('a level', 2, 1), level('another', -2, 0), number('x', 0.3)];
    expect(describeCluster(twice)).toBe('only a level');
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => number(name, 2));
    expect(describeCluster(many).split(', ')).toHaveLength(4);
    expect(describeCluster([number('x', 0.1)])).toBe('close to the average of all rows');
  });

  it('names the column where a level alone says nothing', () => {
    expect(describeCluster([level('yes', 1, 0.7, 'smoker')])).toBe('mostly smoker yes');
    expect(describeCluster([level('3', 1, 0.3, 'class')])).toBe('more often class 3');
    const shared = new Set(['Third']);
    expect(describeCluster([level('Third', -0.5, 0.2, 'deck')], shared)).toBe('rarely deck Third');
  });

  it('says dates as days', () => {
    const days = { isDate: true, low: Date.UTC(2024, 0, 5), high: Date.UTC(2024, 2, 1) };
    expect(describeCluster([number('joined', 1, days)])).toBe(
      'late joined (2024-01-05–2024-03-01)',
    );
  });
});

it('effects are differences of means in standard deviations of all rows', () => {
  const x = fromRows([
    [0, 5],
    [2, 5],
    [4, 5],
    [10, 5],
  ]);
  const deviation = Math.sqrt((16 + 4 + 0 + 36) / 4);
  const found = effects(x, Int32Array.of(0, 0, 1, 1), 3);
  expect(found[0]).toBeCloseTo(-6 / deviation, 12);
  expect(found[2]).toBeCloseTo(6 / deviation, 12);
  // A constant coordinate, and a cluster without rows.
  expect([...found.subarray(3)]).toEqual([0, 0, 0]);
});

describe('clusterRule', () => {
  const features: RuleFeature[] = [
    { column: 'age', isDate: false, answerOf: () => 0 },
    { column: 'sex', level: 'female', isDate: false, answerOf: () => 0 },
    { column: 'noise', isDate: false, answerOf: () => 0 },
  ];
  const x: Matrix = {
    nRows: 400,
    nColumns: 3,
    values: new Float64Array(1200).map((_, at) =>
      at % 3 === 0 ? 20 + 60 * random.next() : at % 3 === 1 ? random.below(2) : random.next(),
    ),
  };
  const rule = (isMember: (age: number, sex: number) => boolean) =>
    clusterRule(
      x,
      Int32Array.from({ length: 400 }, (_, i) =>
        Number(isMember(x.values[3 * i], x.values[3 * i + 1])),
      ),
      { features, random },
    );

  it('finds the conditions, and none that is idle', () => {
    const found = rule((age, sex) => age > 50 && sex === 1);
    expect(found.text).toMatch(
      /^(age > (49|50)\.?\d* and sex is female|sex is female and age > (49|50)\.?\d*)$/,
    );
    expect(found.precision).toBeGreaterThan(0.97);
    expect(found.coverage).toBeGreaterThan(0.97);
  });

  it('joins two cuts of a column', () => {
    const found = rule((age) => age > 40 && age <= 60);
    expect(found.text).toMatch(/^(39|40)\.?\d* < age ≤ (59|60)\.?\d*$/);
    expect(found.conditions).toHaveLength(1);
  });

  it('says every row where nothing parts the cluster from the rest', () => {
    const none = { nRows: 6, nColumns: 0, values: new Float64Array() };
    const found = clusterRule(none, Int32Array.of(1, 0, 1, 0, 1, 0), { features: [], random });
    expect(found).toEqual({ conditions: [], text: 'every row', precision: 0.5, coverage: 1 });
  });
});
