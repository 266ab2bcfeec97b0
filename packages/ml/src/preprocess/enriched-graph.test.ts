import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import type { Target } from '../models/index.ts';
import { cell, encodeText, getColumn, makeTable, type Table } from '../table/index.ts';
import { throughJson } from '../testing/json-round-trip.ts';
import { applyGraph, prepareTable } from './apply-graph.ts';
import { checkGraph } from './check-graph.ts';
import { rowTransform } from './compile-graph.ts';
import { fitGraph } from './fit-graph.ts';
import { blocksOf, featureNames } from './graph.ts';
import { learnRows } from './learn-rows.ts';
import type { EnrichedRecipe } from './recipes.ts';

const N = 400;
const random = seededRandom(8);
const draw = (levels: string, share = 1): (string | null)[] =>
  Array.from({ length: N }, () =>
    random.next() < share ? levels[Math.floor(random.next() * levels.length)] : null,
  );
const debt = Float64Array.from({ length: N }, () => 1 + 9 * random.next());
const income = Float64Array.from({ length: N }, (_, i) => (i % 50 ? 1 + 9 * random.next() : NaN));
const day = Float64Array.from({ length: N }, (_, i) => (i * 864e5 * 3 + 36e5 * (i % 24)) | 0);
const city = draw('abcdefghijklmnop', 0.95);
const shape = draw('xo');
const color = draw('rg');
const table: Table = makeTable([
  { name: 'debt', kind: 'number', values: debt },
  { name: 'income', kind: 'number', values: income },
  { name: 'day', kind: 'date', values: day },
  encodeText('city', 'category', city),
  encodeText('shape', 'category', shape),
  encodeText('color', 'category', color),
]);
/** Yes where debts outgrow incomes, and where shape and color disagree. */
const target: Target = {
  kind: 'classification',
  codes: Int32Array.from(debt, (value, i) =>
    (value > income[i] ? 1 : 0) + ((shape[i] === 'x') === (color[i] === 'r') ? 0 : 1) > 1 ? 1 : 0,
  ),
  nClasses: 2,
};
const recipes: readonly EnrichedRecipe[] = [
  'dense-enriched',
  'ordinal-enriched',
  'native-enriched',
];
const columnOf = (x: { values: Float64Array; nColumns: number }, j: number): number[] =>
  Array.from({ length: x.values.length / x.nColumns }, (_, i) => x.values[i * x.nColumns + j]);

describe.each(recipes)('recipe %s', (recipe) => {
  const graph = fitGraph(recipe, table, target);

  it('finds the quotient that the target is made of, and for lines the pair', () => {
    const names = (graph.derived ?? []).map(({ name }) => name);
    expect(names.some((name) => /debt [-/] income|income [-/] debt/.test(name))).toBe(true);
    expect(names.includes('shape & color')).toBe(recipe === 'dense-enriched');
    expect(blocksOf(graph).map(({ input }) => input)).toEqual([
      ...table.columns.map(({ name }) => name),
      ...names,
    ]);
  });

  it('makes of a row alone, from a restored graph, the bits that it makes of the table', () => {
    const x = applyGraph(graph, table);
    const transform = rowTransform(checkGraph(throughJson(graph)));
    for (let i = 0; i < N; i++) {
      const cells = graph.inputs.map(({ name, kind }) => {
        const column = getColumn(table, name);
        return kind === 'date' && 'values' in column ? column.values[i] : cell(column, i);
      });
      expect([...transform(cells)]).toEqual([
        ...x.values.subarray(i * x.nColumns, (i + 1) * x.nColumns),
      ]);
    }
  });

  it('learns from the training rows themselves in the same columns', () => {
    const learned = learnRows(recipe, table, target);
    expect(learned.graph).toEqual(graph);
    const [mine, served] = [learned.x, prepareTable(graph, table)];
    if ('offsets' in mine || 'offsets' in served) throw new Error('rows are dense');
    featureNames(graph).forEach((name, j) => {
      const areAlike = columnOf(mine, j).join() === columnOf(served, j).join();
      expect([name, areAlike]).toEqual([name, !name.endsWith('_target')]);
    });
  });
});

describe('learnRows', () => {
  it('encodes a training row by the targets of others, never by its own', () => {
    const { x } = learnRows('native-enriched', table, target);
    if ('offsets' in x) throw new Error('rows are dense');
    for (const i of [0, 7, 399]) {
      const codes = (target.kind === 'classification' ? target.codes : new Int32Array()).slice();
      codes[i] = 1 - codes[i];
      const other = learnRows('native-enriched', table, { ...target, codes } as Target);
      if (
        other.graph.derived?.length !== fitGraph('native-enriched', table, target).derived?.length
      )
        continue;
      const rowOf = (values: Float64Array) => [
        ...values.slice(i * x.nColumns, (i + 1) * x.nColumns),
      ];
      expect(rowOf(other.x.values)).toEqual(rowOf(x.values));
      expect(other.x.values).not.toEqual(x.values);
    }
  });

  it('says nothing of a category that says nothing, where the mean of a level would say all', () => {
    const ids = encodeText(
      'id',
      'category',
      Array.from({ length: N }, (_, i) => `id ${i >> 1}`),
    );
    const codes = Int32Array.from({ length: N }, () => (random.next() < 0.5 ? 1 : 0));
    const y: Target = { kind: 'classification', codes, nClasses: 2 };
    const { graph, x } = learnRows('native-enriched', makeTable([ids]), y);
    if ('offsets' in x) throw new Error('rows are dense');
    const at = featureNames(graph).indexOf('id_target');
    expect(Math.abs(correlation(columnOf(x, at), [...codes]))).toBeLessThan(0.2);
  });

  it('refuses to encode without a target', () => {
    expect(() => learnRows('dense-enriched', table)).toThrow(
      expect.objectContaining({
        code: 'INTERNAL',
        message: 'KaizenML broke its own promise: recipe dense-enriched learns from a target.',
      }),
    );
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((s, v) => s + v, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (u: readonly number[], mu: number, v: readonly number[], mv: number) =>
    u.reduce((sum, value, i) => sum + (value - mu) * (v[i] - mv), 0);
  const scale = Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
  return scale === 0 ? 0 : product(a, ma, b, mb) / scale;
}
