import type { ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { keepColumns, pickColumns } from './pick-columns.ts';

const column = (name: string): ColumnStatistics => ({
  name,
  kind: 'text',
  nRows: 1,
  nMissing: 0,
  distinct: { count: 1, isExact: true, relativeError: 0 },
  top: [],
});

const statistics: DatasetStatistics = {
  nRows: 1,
  nDuplicateRows: 0,
  columns: [column('a'), column('b'), column('x, y')],
  associations: [
    { columns: ['a', 'b'], measure: 'cramers-v', value: 0.5 },
    { columns: ['a', 'x, y'], measure: 'cramers-v', value: 0.4 },
  ],
};

describe('pickColumns', () => {
  it('keeps the named columns in the order of the names, and what is between them', () => {
    const picked = pickColumns(statistics, 'b, a');
    expect(picked.columns.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(picked.associations).toHaveLength(1);
  });

  it('takes a name that holds a comma as one', () => {
    expect(pickColumns(statistics, 'x, y').columns).toHaveLength(1);
  });

  it('refuses an unknown name with the closest one', () => {
    expect(() => pickColumns(statistics, 'a,c')).toThrow('The table has no column "c".');
  });
});

describe('keepColumns', () => {
  it('keeps what is there', () => {
    const kept = keepColumns(statistics, ['b', 'gone']);
    expect(kept.columns.map(({ name }) => name)).toEqual(['b']);
  });
});
