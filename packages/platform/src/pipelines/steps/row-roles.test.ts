import { encodeText, makeTable } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import {
  assertSplitKey,
  assertWeightedFolds,
  asTimes,
  checkWeights,
  rowsByGroup,
  weightsOf,
} from './row-roles.ts';

const ALL = Int32Array.of(0, 1, 2, 3, 4, 5);
const table = makeTable([
  encodeText('query', 'category', ['b', 'a', 'b', 'c', 'a', 'b']),
  encodeText('gaps', 'category', ['b', 'a', null, 'c', 'a', 'b']),
  { name: 'number', kind: 'number', values: Float64Array.of(7, 3, 7, 1, 3, 7) },
  { name: 'w', kind: 'number', values: Float64Array.of(1, 2, 1, 2, 1, 2) },
  { name: 'hole', kind: 'number', values: Float64Array.of(1, 2, Number.NaN, 2, 1, 2) },
  { name: 'below', kind: 'number', values: Float64Array.of(1, 2, 1, -2, 1, 2) },
  { name: 'zeros', kind: 'number', values: new Float64Array(6) },
  { name: 'huge', kind: 'number', values: Float64Array.of(1, 1e308, 1, 2, 1, 2) },
  { name: 'tiny', kind: 'number', values: new Float64Array(6).fill(1e-320) },
]);
const refused = (message: string) => expect.objectContaining({ code: 'PROJECT_INVALID', message });

describe('rowsByGroup', () => {
  it.each(['query', 'number'])(
    'puts groups side by side in the order of their first row: %s',
    (name) => {
      expect([...rowsByGroup(table, name, ALL)]).toEqual([0, 2, 5, 1, 4, 3]);
      expect([...rowsByGroup(table, name, Int32Array.of(1, 2, 4, 5))]).toEqual([1, 4, 2, 5]);
    },
  );

  it('refuses groups of one row each', () => {
    expect(() => rowsByGroup(table, 'query', Int32Array.of(0, 1, 3))).toThrow(
      refused(
        'Column "query", which `group` names, must have rows to rank in some group, got only groups of one row.',
      ),
    );
  });

  it('refuses a row without a group', () => {
    expect(() => rowsByGroup(table, 'gaps', ALL)).toThrow(
      refused(
        'Column "gaps", which `group` names, must have a value in every row, got none in row 3.',
      ),
    );
  });
});

describe('asTimes', () => {
  it('reads ids that are numbers, and nothing else', () => {
    const steps = encodeText('t', 'id', ['3', '1', null, '2']);
    expect(asTimes(steps)).toEqual({
      name: 't',
      kind: 'number',
      values: Float64Array.of(3, 1, Number.NaN, 2),
    });
    const words = encodeText('t', 'id', ['a1', '2']);
    expect(asTimes(words)).toBe(words);
    expect(() => assertSplitKey(steps, Int32Array.of(0, 1, 3), 'time')).not.toThrow();
    expect(() => assertSplitKey(words, Int32Array.of(0, 1), 'time')).toThrow(
      refused('Column "t" must hold dates or numbers for a time split, got id values.'),
    );
  });
});

describe('checkWeights', () => {
  it('says what the weights leave of the rows, and which models cannot use them', () => {
    const [finding] = checkWeights(table, 'w', ALL);
    expect(finding).toMatchObject({
      code: 'ROWS_WEIGHTED',
      severity: 'warning',
      message:
        'Rows count by "w" in fits and in metrics: as much as 5 rows of equal weight say (90 % of 6).',
      details: { effectiveRows: 5.4 },
    });
    expect(finding?.hint).toMatch(/^Models that cannot weigh rows are not tried: .*neighbors/);
    expect([...weightsOf(table, 'w', Int32Array.of(5, 0))]).toEqual([2, 1]);
  });

  it('refuses folds that have nothing to learn from', () => {
    const weights = Float64Array.of(0, 1, 0, 0);
    const learned = [Int32Array.of(0, 1), Int32Array.of(2, 3)];
    expect(() => assertWeightedFolds('w', weights, learned.slice(0, 1))).not.toThrow();
    expect(() => assertWeightedFolds('w', weights, learned)).toThrow(
      refused(
        'Column "w", which `weights` names, must have a number above 0 among the rows that each fold learns from, got only zeros in fold 2.',
      ),
    );
  });

  it.each([
    ['query', 'hold numbers, got category values'],
    ['hole', 'have a number from 0 to 1e+100 in every row, got none in row 3'],
    ['below', 'have a number from 0 to 1e+100 in every row, got -2 in row 4'],
    ['huge', 'have a number from 0 to 1e+100 in every row, got 1e+308 in row 2'],
    ['zeros', 'have a number of at least 1e-100 in some row, got only zeros'],
    ['tiny', 'have a number of at least 1e-100 in some row, got 1e-320 at most'],
  ])('refuses %s', (name, problem) => {
    expect(() => checkWeights(table, name, ALL)).toThrow(
      refused(`Column "${name}", which \`weights\` names, must ${problem}.`),
    );
  });
});
