import { describe, expect, it } from 'vitest';
import { exp, seededRandom } from '../math/index.ts';
import { type Column, encodeText } from '../table/index.ts';
import { inferTask } from './index.ts';

const numbers = (n: number, value: (i: number) => number): Column => ({
  name: 'y',
  kind: 'number',
  values: Float64Array.from({ length: n }, (_, i) => value(i)),
});
const words = (texts: readonly (string | null)[]): Column => encodeText('y', 'category', texts);

describe('inferTask', () => {
  it.each([
    ['two words', words(['a', 'b', 'a', null]), 'binary'],
    ['three words', words(['a', 'b', 'c']), 'multiclass'],
    ['two numbers', numbers(50, (i) => (i % 2) * 1.5), 'binary'],
    ['fractions', numbers(50, (i) => i / 7), 'regression'],
    ['many whole numbers', numbers(500, (i) => i % 40), 'regression'],
    ['three whole numbers that repeat', numbers(150, (i) => i % 3), 'multiclass'],
    ['few rows per whole number', numbers(30, (i) => i % 6), 'regression'],
    ['ten balanced codes, as digits are', numbers(500, (i) => i % 10), 'multiclass'],
    [
      'a rating of six unbalanced steps',
      numbers(1000, (i) => 3 + Math.floor(6 * (i / 1000) ** 3)),
      'regression',
    ],
    [
      'six uneven codes',
      numbers(600, (i) => [1, 2, 3, 5, 6, 7][Math.floor(6 * (i / 600) ** 2)]),
      'multiclass',
    ],
  ] as const)('reads %s', (_, column, task) => {
    expect(inferTask(column).task).toBe(task);
  });

  const poisson = (n: number, rate: (i: number) => number, name = 'y'): Column => {
    const random = seededRandom(5);
    const draw = (i: number) => {
      let k = 0;
      for (let p = random.next(); p > exp(-rate(i)); p *= random.next()) k++;
      return k;
    };
    return { name, kind: 'number', values: Float64Array.from({ length: n }, (_, i) => draw(i)) };
  };
  const spread = (i: number) => 2 + 30 * ((i % 100) / 100) ** 3;
  const amounts = numbers(900, (i) => Math.round(10 * exp((i % 90) / 12)));

  it.each([
    ['counts of events', poisson(600, spread), 'counts'],
    ['many of them', poisson(600, (i) => 4 * spread(i), 'rentalsPerDay'), 'counts'],
    ['the same numbers as codes', poisson(600, spread, 'zip_code'), 'mean'],
    ['the same numbers as a measure', poisson(600, spread, 'months_as_customer'), 'mean'],
    ['more of them by name', poisson(600, (i) => 9 * spread(i) - 17, 'bike_count'), 'counts'],
    ['as many without a name', poisson(600, (i) => 9 * spread(i) - 17, 'dust'), 'mean'],
    ['counts below 0', numbers(600, (i) => Math.round(exp(i / 150)) - 3), 'mean'],
    ['years', numbers(600, (i) => 1990 + Math.round(exp(i / 180))), 'mean'],
    ['row numbers', numbers(600, (i) => i), 'mean'],
    ['amounts of money', amounts, 'mean'],
    ['about as many as on average', poisson(600, () => 60), 'mean'],
    ['fractions', numbers(600, (i) => exp(i / 100)), 'mean'],
  ] as const)('tells whether whole numbers count something: %s', (_, column, aim) => {
    expect(inferTask(column)).toMatchObject({ task: 'regression', aim });
  });

  it('says what makes numbers counts', () => {
    expect(inferTask(poisson(600, spread)).why).toMatch(
      /^Column "y" is a counts target: its whole numbers from 0 to \d+ begin near 0, have a long tail \(skewness [\d.]+\) and vary by more than their mean \(variance [\d.]+, mean [\d.]+\)\. Set `task` to `regression` if that is not what it means\.$/,
    );
  });

  it('says why and how to override it', () => {
    expect(inferTask(numbers(1000, (i) => 3 + Math.floor(6 * (i / 1000) ** 3))).why).toBe(
      'Column "y" is a regression target: its whole numbers from 3 to 8 look like a scale. Set `task` to `multiclass` if that is not what it means.',
    );
    expect(inferTask(words(['a', 'b'])).why).toBe(
      'Column "y" is a binary target: it has two different values.',
    );
  });
});
