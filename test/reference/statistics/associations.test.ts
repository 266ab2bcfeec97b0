import { associate } from '@kaizenml/ml/stats';
import { encodeText, makeTable } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';
import expected from './expected.json' with { type: 'json' };

const path = sharedData(expected.file);
const absent = path === undefined ? ' (skipped: the file is not on this machine)' : '';

describe('associate', () => {
  it.skipIf(absent)(`agrees with scipy and scikit-learn on ${expected.file}${absent}`, async () => {
    const found = associate(await readTable(path ?? ''), 'species');
    for (const { columns, measure, value } of expected.associations) {
      const same = found.filter(
        (one) => one.measure === measure && columns.every((name) => one.columns.includes(name)),
      );
      expect(same).toHaveLength(1);
      expect(same[0].value).toBeCloseTo(value, 12);
    }
  });

  it('tells nothing of constants, texts and keys', () => {
    const table = makeTable([
      { name: 'x', kind: 'number', values: Float64Array.of(1, 2, 3) },
      { name: 'same', kind: 'number', values: Float64Array.of(5, 5, 5) },
      encodeText('key', 'id', ['a', 'b', 'c']),
      encodeText('one', 'category', ['a', 'a', 'a']),
    ]);
    expect(associate(table)).toEqual([
      { columns: ['x', 'one'], measure: 'correlation-ratio', value: 0 },
    ]);
  });

  it('puts pairs with the target first, from any place in the table', () => {
    const table = makeTable(
      ['a', 'goal', 'b'].map((name, j) => ({
        name,
        kind: 'number' as const,
        values: Float64Array.from({ length: 50 }, (_, i) => (i * (j + 3)) % 7),
      })),
    );
    const pairs = associate(table, 'goal').map(({ columns }) => columns.join(' '));
    expect(pairs).toEqual([...Array(3).fill('a goal'), ...Array(3).fill('b goal'), 'a b', 'a b']);
  });
});
