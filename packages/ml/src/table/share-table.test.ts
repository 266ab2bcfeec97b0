import { expect, it } from 'vitest';
import { encodeText } from './column.ts';
import { shareTable } from './share-table.ts';
import { makeTable } from './table.ts';

it('shareTable gives the same cells in shared memory, and copies them once', () => {
  const table = makeTable([
    { name: 'n', kind: 'number', values: Float64Array.of(1, Number.NaN) },
    encodeText('t', 'category', ['x', null]),
  ]);
  const shared = shareTable(table);
  expect(shared).toEqual(table);
  for (const column of shared.columns)
    expect(('values' in column ? column.values : column.codes).buffer).toBeInstanceOf(
      SharedArrayBuffer,
    );
  expect(shareTable(shared)).toEqual(shared);
  const [first] = shareTable(shared).columns;
  expect(first).toHaveProperty('values', (shared.columns[0] as { values?: unknown }).values);
});
