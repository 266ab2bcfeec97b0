import { describe, expect, it } from 'vitest';
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

  it('says why and how to override it', () => {
    expect(inferTask(numbers(1000, (i) => 3 + Math.floor(6 * (i / 1000) ** 3))).why).toBe(
      'Column "y" is a regression target: its whole numbers from 3 to 8 look like a scale. Set `task` to `multiclass` if that is not what it means.',
    );
    expect(inferTask(words(['a', 'b'])).why).toBe(
      'Column "y" is a binary target: it has two different values.',
    );
  });
});
