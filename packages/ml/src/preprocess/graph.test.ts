import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cell,
  type Column,
  cell,
  encodeText,
  isNumeric,
  makeTable,
  type Table,
} from '../table/index.ts';
import { throughJson } from '../testing/json-round-trip.ts';
import { applyGraph } from './apply-graph.ts';
import { checkGraph } from './check-graph.ts';
import { rowTransform } from './compile-graph.ts';
import { fitGraph } from './fit-graph.ts';
import { blocksOf, outputsOf } from './graph.ts';

const KINDS = ['number', 'date', 'boolean', 'category', 'text', 'id'] as const;

const table: Table = makeTable([
  { name: 'age', kind: 'number', values: Float64Array.of(20, 30, Number.NaN, 50) },
  encodeText('note', 'id', ['some', 'words', 'of', 'prose']),
  encodeText('sex', 'boolean', ['true', 'false', 'true', 'true']),
  { name: 'day', kind: 'date', values: Float64Array.of(0, 864e5, 2 * 864e5, Number.NaN) },
  encodeText('key', 'id', ['a', 'b', 'c', 'd']),
]);

describe('fitGraph', () => {
  it('gives trees imputed numbers and codes', () => {
    const graph = fitGraph('ordinal', table);
    expect(graph.inputs).toEqual([
      { name: 'age', kind: 'number' },
      { name: 'sex', kind: 'boolean' },
      { name: 'day', kind: 'date' },
    ]);
    expect(graph.outputs).toEqual([
      'age',
      'age_missing',
      'sex',
      'day_year',
      'day_month',
      'day_day_of_month',
      'day_day_of_week',
      'day_days_since_first',
      'day_missing',
    ]);
    expect([...applyGraph(graph, table).values.subarray(0, 9)]).toEqual([
      20, 0, 0, 1970, 1, 1, 4, 0, 0,
    ]);
  });

  it('scales values but not the columns that say what is missing', () => {
    const x = applyGraph(fitGraph('dense', table), table);
    const column = (j: number) => Array.from({ length: 4 }, (_, i) => x.values[i * x.nColumns + j]);
    expect(column(0).reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    expect(column(0).reduce((sum, value) => sum + value ** 2, 0) / 4).toBeCloseTo(1, 12);
    expect(column(1)).toEqual([0, 0, 1, 0]);
  });

  it('knows which matrix columns come from which input', () => {
    const graph = fitGraph('ordinal', table);
    expect(outputsOf(graph, 'age')).toEqual(['age', 'age_missing']);
    expect(outputsOf(graph, 'note')).toEqual([]);
    expect(blocksOf(graph)).toEqual([
      { input: 'age', start: 0, end: 2 },
      { input: 'sex', start: 2, end: 3 },
      { input: 'day', start: 3, end: 9 },
    ]);
  });

  it('keeps names of matrix columns distinct when an input is called like an output', () => {
    const clash = makeTable([
      { name: 'a', kind: 'number', values: Float64Array.of(1, Number.NaN) },
      { name: 'a_missing', kind: 'number', values: Float64Array.of(5, Number.NaN) },
    ]);
    const graph = fitGraph('dense', clash);
    expect(graph.outputs).toEqual(['a', 'a_missing', 'a_missing (2)', 'a_missing_missing']);
    expect([...applyGraph(graph, clash).values]).toEqual([0, 0, 0, 0, 0, 1, 0, 1]);
  });
});

describe('applyGraph', () => {
  it('makes the same bits of a batch and of its rows, also from a restored graph', () => {
    fc.assert(
      fc.property(tables(), fc.constantFrom('dense', 'ordinal'), (random, recipe) => {
        const graph = fitGraph(recipe, random);
        const batch = applyGraph(graph, random);
        const transform = rowTransform(checkGraph(throughJson(graph)));
        for (let i = 0; i < random.nRows; i++) {
          const row = transform(graph.inputs.map(({ name }) => cellAt(random, name, i)));
          expect(row.length).toBe(graph.outputs.length);
          const own = batch.values.subarray(i * batch.nColumns, (i + 1) * batch.nColumns);
          expect(own.every((value, j) => Object.is(row[j], value))).toBe(true);
        }
        expect(batch.values.every(Number.isFinite)).toBe(true);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('ignores other columns and their order', () => {
    const graph = fitGraph('dense', table);
    const turned = { ...table, columns: table.columns.toReversed() };
    expect(applyGraph(graph, turned)).toEqual(applyGraph(graph, table));
  });

  it('refuses a table without an input, with the closest name', () => {
    const graph = fitGraph('dense', table);
    const columns = table.columns.map((one) =>
      one.name === 'age' ? { ...one, name: 'agee' } : one,
    );
    expect(() => applyGraph(graph, { ...table, columns })).toThrow(
      expect.objectContaining({
        code: 'COLUMN_UNKNOWN',
        message: 'The table has no column "age".',
        details: { column: 'age', known: ['agee', 'note', 'sex', 'day', 'key'] },
      }),
    );
  });

  it('refuses text where it learned numbers', () => {
    const graph = fitGraph('dense', table);
    const columns = [
      encodeText('age', 'category', ['a', 'b', 'c', 'd']),
      ...table.columns.slice(1),
    ];
    expect(() => applyGraph(graph, { ...table, columns })).toThrow(
      expect.objectContaining({
        code: 'INPUT_SCHEMA_MISMATCH',
        message: 'Column "age" must be a number, got a category.',
        details: { column: 'age', expected: 'number', received: 'category' },
      }),
    );
  });
});

describe('checkGraph', () => {
  const graph = fitGraph('dense', table);
  const [first, ...steps] = graph.steps;

  it.each<[string, unknown, string]>([
    ['no object', 3, 'must be an object, got 3'],
    [
      'an unknown recipe',
      { ...graph, recipe: 'soup' },
      'must have a recipe, one of dense, ordinal, native, sparse, counts, dense-enriched, ordinal-enriched, native-enriched, got "soup"',
    ],
    [
      'inputs of no kind',
      { ...graph, inputs: [{ name: 'a' }] },
      'must have a list of inputs with name and kind, got [{"name":"a"}]',
    ],
    [
      'a damaged state',
      { ...graph, steps: [{ ...first, state: { median: null } }, ...steps] },
      'must hold a state of step impute-number, got {"median":null}',
    ],
    [
      'a column derived of none',
      {
        ...graph,
        derived: [{ name: 'r', operation: 'ratio', of: ['age', 'day'], range: [0, 1] }],
      },
      'must make "r" of inputs that are number, got "day"',
    ],
    [
      'a derivation that is none',
      { ...graph, derived: [{ name: 'r', operation: 'power', of: ['age', 'age'] }] },
      'must have a list of derived columns with name, operation, two inputs and range, got [{"name":"r","operation":"power","of":["age","age"]}]',
    ],
    ['a lost step', { ...graph, steps: steps.slice(1) }, 'must make 9 matrix columns, got 7'],
    [
      'a missing column',
      { ...graph, steps: [{ ...first, column: 'agee' }, ...steps] },
      'must have the column that step impute-number reads, got "age/agee"',
    ],
    ['too few outputs', { ...graph, outputs: ['age'] }, 'must make 1 matrix columns, got 9'],
  ])('refuses %s', (_what, value, said) => {
    expect(() => checkGraph(value)).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: `The transform graph of manifest.json ${said}.`,
        details: expect.objectContaining({ part: 'graph' }),
      }),
    );
  });
});

function cellAt({ columns }: Table, name: string, i: number): Cell {
  const column = columns.find((one) => one.name === name) as Column;
  return isNumeric(column) ? column.values[i] : cell(column, i);
}

function tables(): fc.Arbitrary<Table> {
  const number = fc.oneof(
    fc.double({ min: -1e150, max: 1e150 }),
    fc.constantFrom(0, -0, 1, 0.1, Number.NaN),
  );
  const instant = fc.oneof(fc.integer({ min: -4e12, max: 4e12 }), fc.constantFrom(0, Number.NaN));
  const text = fc.option(fc.constantFrom('a', 'b', 'c', '(other)', '(missing)', '__proto__', ''));
  return fc.integer({ min: 0, max: 30 }).chain((nRows) => {
    const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: nRows, maxLength: nRows });
    const column = fc.constantFrom(...KINDS).chain((kind): fc.Arbitrary<Column> => {
      if (kind === 'number' || kind === 'date') {
        const values = many(kind === 'number' ? number : instant);
        return values.map((list) => ({ name: '', kind, values: Float64Array.from(list) }));
      }
      return many(text).map((list) => encodeText('', kind, list));
    });
    return fc
      .array(column, { minLength: 1, maxLength: 8 })
      .map((list) => makeTable(list.map((one, j) => ({ ...one, name: `x${j}` }))));
  });
}
