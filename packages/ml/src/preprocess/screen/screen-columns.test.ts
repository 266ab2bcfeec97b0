import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import type { Target } from '../../models/index.ts';
import { type Column, columnNames, encodeText, makeTable, type Table } from '../../table/index.ts';
import { fitGraph } from '../fit-graph.ts';
import { screenColumns } from './screen-columns.ts';

const N = 400;
const random = seededRandom(5);
const normal = (): number => {
  const [u, v] = [random.next(), random.next()];
  return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
};
const numbers = (name: string): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from({ length: N }, normal),
});
const noise = Array.from({ length: 700 }, (_, j) => numbers(`noise ${j}`));
const line = Float64Array.from({ length: N }, normal);
const bowl = Float64Array.from({ length: N }, normal);
const city = Array.from({ length: N }, () => 'abcdef'[Math.floor(6 * random.next())]);
const holes = Float64Array.from({ length: N }, () => (random.next() < 0.4 ? Number.NaN : normal()));
const wide = makeTable([
  ...noise.slice(0, 300),
  { name: 'line', kind: 'number', values: line },
  { name: 'bowl', kind: 'number', values: bowl },
  ...noise.slice(300),
  encodeText('city', 'category', city),
  { name: 'holes', kind: 'number', values: holes },
  encodeText(
    'words',
    'text',
    Array.from({ length: N }, (_, i) => `words of row ${i}`),
  ),
]);
/** A line, a bowl that no line sees, a level, and whether a number is missing: each a quarter of what can be known. */
const signal = Float64Array.from(
  line,
  (x, i) =>
    x + (bowl[i] ** 2 - 1) / Math.SQRT2 + 2 * +(city[i] === 'c') + 2 * +Number.isNaN(holes[i]),
);
const regression: Target = { kind: 'regression', values: signal };
const classes: Target = {
  kind: 'classification',
  codes: Int32Array.from(signal, (s) => (s > 1.2 ? 1 : 0)),
  nClasses: 2,
};

describe('screenColumns', () => {
  it.each([
    ['numbers', regression],
    ['classes', classes],
  ])(
    'of %s keeps what says something, be it bent, a level or a gap, and all texts',
    (_, target) => {
      const kept = columnNames(screenColumns(wide, target));
      expect(kept).toHaveLength(250);
      expect(kept).toEqual(expect.arrayContaining(['line', 'bowl', 'city', 'holes', 'words']));
      const order = columnNames(wide);
      expect(kept).toEqual(order.filter((name) => kept.includes(name)));
    },
  );

  it('leaves tables that are not wide as they are', () => {
    const table: Table = makeTable(noise.slice(0, 500));
    expect(screenColumns(table, regression)).toBe(table);
  });
});

it('a graph of an enriched recipe asks for the kept columns only', () => {
  const graph = fitGraph('native-enriched', wide, regression);
  const names = graph.inputs.map(({ name }) => name);
  expect(names).toEqual(columnNames(screenColumns(wide, regression)));
  expect(fitGraph('native', wide).inputs).toHaveLength(705);
});
