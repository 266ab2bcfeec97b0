import { seededRandom } from '@kaizenml/ml/math';
import { encodeText, makeTable } from '@kaizenml/ml/table';
import { expect, it } from 'vitest';
import { leadingColumns } from './leading-columns.ts';

it('finds the columns that answers come from, numbers and levels alike, among many that they do not', () => {
  const random = seededRandom(5);
  const n = 200;
  const noise = Array.from({ length: 50 }, (_, j) => ({
    name: `noise ${j}`,
    kind: 'number' as const,
    values: Float64Array.from({ length: n }, () => random.normal()),
  }));
  const rare = Array.from({ length: n }, () => `level ${random.below(40)}`);
  const group = Array.from({ length: n }, () => 'abc'[random.below(3)] ?? 'a');
  const size = Float64Array.from({ length: n }, (_, i) =>
    i % 7 === 0 ? Number.NaN : random.normal(),
  );
  const table = makeTable([
    ...noise,
    encodeText('rare', 'category', rare),
    encodeText('group', 'category', group),
    { name: 'size', kind: 'number', values: size },
  ]);
  const answers = Float64Array.from({ length: 2 * n }, (_, at) => {
    const row = at >> 1;
    const p = 0.5 + 0.1 * Number(group[row] === 'b') + 0.05 * (size[row] || 0);
    return at % 2 === 0 ? 1 - p : p;
  });
  const names = table.columns.map(({ name }) => name);
  expect(leadingColumns(table, names, { answers, most: 2 })).toEqual(['group', 'size']);
  expect(leadingColumns(table, names, { answers, most: 100 })).toEqual(names);
});
