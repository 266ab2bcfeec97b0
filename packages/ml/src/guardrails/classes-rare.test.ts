import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { encodeText, makeTable } from '../table/index.ts';
import { checkGuardrails } from './index.ts';

const tableOf = (labels: readonly (string | null)[]) =>
  makeTable([
    { name: 'x', kind: 'number', values: Float64Array.from(labels, (_, i) => (i * 7) % 11) },
    encodeText('y', 'category', labels),
  ]);
const check = (labels: readonly (string | null)[]) =>
  checkGuardrails(tableOf(labels), { target: 'y', random: seededRandom(1) });
const many = (label: string, n: number) => Array.from({ length: n }, () => label);

describe('rare classes', () => {
  it('stay with five rows each', () => {
    const { task, findings, rows } = check([...many('a', 30), ...many('b', 30), ...many('c', 5)]);
    expect(task).toBe('multiclass');
    expect(rows).toHaveLength(65);
    expect(findings.map(({ code }) => code)).not.toContain('CLASSES_RARE_DROPPED');
  });

  it('are left out below five rows, and what is left decides on the task', () => {
    const labels = [...many('a', 30), null, ...many('c', 4), ...many('b', 30), 'd'];
    const { task, findings, rows } = check(labels);
    expect(task).toBe('binary');
    expect(Array.from(rows, (row) => labels[row])).toEqual([...many('a', 30), ...many('b', 30)]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'CLASSES_RARE_DROPPED',
        message:
          'Target "y" has 2 classes with fewer than 5 rows: "c" and "d"; their 5 rows were left out.',
        details: { target: 'y', classes: ['c', 'd'], nDropped: 5, needed: 5 },
      }),
    );
  });

  it('end the run when fewer than two classes are left', () => {
    expect(() => check([...many('no', 40), ...many('yes', 3)])).toThrow(
      expect.objectContaining({
        code: 'TARGET_UNUSABLE',
        message:
          'Target "y" must have two classes of at least 5 rows, got "no" only; too rare: yes (3).',
        details: { target: 'y', needed: 5, classes: ['no', 'yes'], counts: [40, 3] },
      }),
    );
  });

  it.each([
    ['words', [...many('no', 40), ...many('yes', 3)], /^Collect more rows/],
    ['numbers', [...many('5', 40), ...many('6', 3)], /^Set `task` to `regression`/],
    [
      'numbers with a word among them',
      [...many('inf', 40), ...Array.from({ length: 30 }, (_, i) => `${i}.5`)],
      /^Most values are numbers, but "inf" is not: leave it empty/,
    ],
    [
      'numbers with decimal commas',
      Array.from({ length: 30 }, (_, i) => `${i},5`),
      /^Write numbers with a decimal point to predict the number: "0,5"/,
    ],
    [
      'texts, one for each row',
      Array.from({ length: 30 }, (_, i) => `a story that is told at length, number ${i}`),
      /^Nearly every row has a value of its own/,
    ],
  ])('advise by what the values are: %s', (_what, labels, hint) => {
    expect(() => check(labels)).toThrow(
      expect.objectContaining({ code: 'TARGET_UNUSABLE', hint: expect.stringMatching(hint) }),
    );
  });
});
