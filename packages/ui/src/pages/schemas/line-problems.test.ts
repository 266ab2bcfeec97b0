import { expect, it } from 'vitest';
import { lineSpan, problemsOf } from './line-problems.ts';

it('finds the place of a line', () => {
  const text = 'a: 1\nbc: 2\n\nd: 3';
  const at = (line: number) => {
    const { start, end } = lineSpan(text, line);
    return text.slice(start, end);
  };
  expect([1, 2, 3, 4, 5].map(at)).toEqual(['a: 1', 'bc: 2', '', 'd: 3', '']);
});

it('reads the problems of a refusal, and none of any other', () => {
  const problems = [{ line: 3, path: 'columns.a.type', problem: 'must be one of …' }];
  expect(problemsOf({ problems })).toEqual(problems);
  expect(problemsOf({ problems: [{ path: 'x', problem: 'y' }] })).toEqual([
    { line: null, path: 'x', problem: 'y' },
  ]);
  expect(problemsOf({ schema: 'trips@1' })).toEqual([]);
});
