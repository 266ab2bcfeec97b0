import { expect, it } from 'vitest';
import { fewFindings } from './few-findings.ts';

const finding = (code: string, column: string) => ({
  code,
  severity: 'info' as const,
  message: `Column "${column}" is odd.`,
  hint: 'Look at it.',
  column,
});

it('keeps a few of each code and says how many more there are', () => {
  const many = Array.from({ length: 1600 }, (_, i) => finding('A', `c${i}`));
  const few = fewFindings([...many, finding('B', 'x')], 3);
  expect(few.map(({ code }) => code)).toEqual(['A', 'A', 'A', 'A', 'B']);
  expect(few[3]).toMatchObject({
    message: 'The same holds 1,597 more times: c3, c4, c5, c6, c7 …',
    hint: undefined,
  });
});

it('leaves out none for a line that would say so', () => {
  const findings = ['a', 'b', 'c'].map((name) => finding('A', name));
  expect(fewFindings(findings, 2)).toEqual(findings);
});
