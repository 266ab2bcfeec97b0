import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { type Column, encodeText, makeTable } from '../table/index.ts';
import { checkGuardrails, type GuardrailOptions } from './index.ts';

const N_ROWS = 400;
const numbers = (name: string, value: (i: number) => number): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from({ length: N_ROWS }, (_, i) => value(i)),
});
const words = (name: string, word: (i: number) => string | null): Column =>
  encodeText(
    name,
    'category',
    Array.from({ length: N_ROWS }, (_, i) => word(i)),
  );
const noise = (name: string, seed: number): Column => {
  const random = seededRandom(seed);
  return numbers(name, () => random.normal());
};
const random = seededRandom(11);
const isPositive = Array.from({ length: N_ROWS }, () => random.next() < 0.2);
const target = words('y', (i) => (isPositive[i] ? 'yes' : 'no'));
const check = (columns: readonly Column[], options: Partial<GuardrailOptions> = {}) =>
  checkGuardrails(makeTable([...columns, target]), {
    target: 'y',
    random: seededRandom(1),
    ...options,
  });

describe('checkGuardrails', () => {
  it('finds nothing in a decent table', () => {
    expect(check([noise('a', 1), noise('b', 2)])).toEqual({
      task: 'binary',
      aim: 'mean',
      why: 'Column "y" is a binary target: it has two different values.',
      findings: [],
      dropped: [],
      rows: Int32Array.from({ length: N_ROWS }, (_, i) => i),
    });
  });

  it('drops constant, mostly missing and id-like columns, each for one reason', () => {
    const report = check([
      noise('a', 1),
      numbers('constant', () => 3),
      numbers('empty', () => Number.NaN),
      numbers('rare', (i) => (i < 10 ? i : Number.NaN)),
      numbers('row', (i) => (i * 7) % N_ROWS),
      words('key', (i) => `k${i}`),
    ]);
    expect(report.dropped).toEqual(['constant', 'empty', 'rare', 'row', 'key']);
    expect(report.findings.map(({ code, column }) => [code, column])).toEqual([
      ['COLUMN_CONSTANT', 'constant'],
      ['COLUMN_CONSTANT', 'empty'],
      ['COLUMN_MOSTLY_MISSING', 'rare'],
      ['COLUMN_ID_LIKE', 'row'],
      ['COLUMN_ID_LIKE', 'key'],
    ]);
    expect(report.findings.map(({ message }) => message)).toEqual([
      'Column "constant" has one value, 3, in all of 400 rows.',
      'Column "empty" has no value in any of 400 rows.',
      'Column "rare" is missing in 97.5 % of 400 rows.',
      'Column "row" identifies rows instead of describing them: its whole numbers count the rows from 0 to 399.',
      'Column "key" identifies rows instead of describing them: it has 400 different values in 400 rows.',
    ]);
  });

  it('keeps one value beside missing ones: that it is there may tell something', () => {
    const flag = words('flag', (i) => (i % 3 === 0 ? 'set' : null));
    expect(check([noise('a', 1), flag]).dropped).toEqual([]);
  });

  it('warns of few rows, duplicates and an unbalanced target', () => {
    const rare = encodeText(
      'y',
      'category',
      Array.from({ length: 125 }, (_, i) => (i < 5 ? 'yes' : 'no')),
    );
    const x: Column = {
      name: 'x',
      kind: 'number',
      values: new Float64Array(125).map((_, i) => i % 9),
    };
    const report = checkGuardrails(makeTable([x, rare]), { target: 'y', random: seededRandom(1) });
    expect(report.findings).toMatchObject([
      { code: 'ROWS_FEW', details: { nRows: 125, few: 200 } },
      { code: 'ROWS_DUPLICATE', details: { nDuplicates: 111, nRows: 125, share: 0.888 } },
      {
        code: 'CLASSES_IMBALANCED',
        message: 'Target "y" is unbalanced: "yes" has 5 rows (4 %), "no" has 120.',
        details: { rarest: 'yes', nRarest: 5, mostFrequent: 'no', nMostFrequent: 120 },
      },
    ]);
  });

  it('refuses a table of which no column is left', () => {
    expect(() => check([numbers('constant', () => 3), words('key', (i) => `k${i}`)])).toThrow(
      expect.objectContaining({
        code: 'FEATURES_UNUSABLE',
        message:
          'The table must have a column that can predict "y", got none: "constant" has one value at most; "key" identifies rows.',
        details: {
          target: 'y',
          columns: [
            { column: 'constant', code: 'COLUMN_CONSTANT' },
            { column: 'key', code: 'COLUMN_ID_LIKE' },
          ],
        },
      }),
    );
    expect(() => check([])).toThrow(
      expect.objectContaining({
        code: 'FEATURES_UNUSABLE',
        message: 'The table must have a column besides the target "y", got none.',
        details: { target: 'y', columns: [] },
      }),
    );
  });

  it('names copies of rows where they are what gives the answer away', () => {
    const random = seededRandom(3);
    const drawn = Float64Array.from({ length: 60 }, () => random.normal());
    const five = (name: string, value: (i: number) => number): Column => ({
      name,
      kind: 'number',
      values: Float64Array.from({ length: 150 }, (_, i) => value(i % 30)),
    });
    const copies = makeTable([
      five('x', (i) => drawn[i]),
      encodeText(
        'y',
        'category',
        Array.from({ length: 150 }, (_, i) => (drawn[30 + (i % 30)] > 0 ? 'a' : 'b')),
      ),
    ]);
    expect(() => checkGuardrails(copies, { target: 'y', random: seededRandom(1) })).toThrow(
      expect.objectContaining({
        message:
          'The table must have a column that can predict "y", got none: "x" gives the answer away.',
        hint: '120 of 150 rows are copies of others, and a copy gives the answer of its row away: drop the copies first.',
      }),
    );
  });

  it('does not look at ignored columns', () => {
    const report = check([noise('a', 1), numbers('constant', () => 3)], { ignore: ['constant'] });
    expect(report).toMatchObject({ findings: [], dropped: [] });
  });
});

describe('leaks', () => {
  const copy = words('copy', (i) => (isPositive[i] ? '1' : '0'));

  it('drops a renamed copy, with a sentence', () => {
    const report = check([noise('a', 1), copy]);
    expect(report.dropped).toEqual(['copy']);
    expect(report.findings).toMatchObject([
      {
        code: 'TARGET_LEAK',
        severity: 'warning',
        message:
          'Column "copy" gives the answer away: each of its values goes with one value of y.',
        hint: 'It is probably made from the target. It is left out; keep it with `guardrails.keep` in kaizen.yaml if it is known in time.',
        details: { column: 'copy', target: 'y', evidence: 'nearly-equals', isOneToOne: true },
      },
    ]);
  });

  it('finds a copy with 1 % of the answers flipped', () => {
    const flipped = words('flipped', (i) => (isPositive[i] !== (i % 100 === 7) ? 'p' : 'q'));
    expect(check([noise('a', 1), flipped]).dropped).toEqual(['flipped']);
  });

  it('keeps ids of any kind from looking like leaks', () => {
    const report = check([noise('a', 1), words('key', (i) => `k${i}`)]);
    expect(report.findings.map(({ code }) => code)).toEqual(['COLUMN_ID_LIKE']);
  });

  it('keeps a column that is asked for and still says what it found', () => {
    const report = check([noise('a', 1), copy], { keep: ['copy'] });
    expect(report.dropped).toEqual([]);
    expect(report.findings[0]).toMatchObject({
      code: 'TARGET_LEAK',
      hint: 'It is probably made from the target. It stays, as `guardrails.keep` asks.',
    });
  });

  it('only warns, or makes it an error, as told', () => {
    const warned = check([noise('a', 1), copy], { leak: 'warn' });
    expect(warned).toMatchObject({ dropped: [], findings: [{ severity: 'warning' }] });
    const stopped = check([noise('a', 1), copy], { leak: 'stop' });
    expect(stopped).toMatchObject({ dropped: [], findings: [{ severity: 'error' }] });
  });
});
