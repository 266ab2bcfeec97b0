import { describe, expect, it } from 'vitest';
import { toDense } from '../math/index.ts';
import { encodeText, makeTable, type Table } from '../table/index.ts';
import { throughJson } from '../testing/json-round-trip.ts';
import { applySparseGraph, prepareTable } from './apply-graph.ts';
import { checkGraph } from './check-graph.ts';
import { fitGraph } from './fit-graph.ts';
import { blocksOf, featureNames, outputsOf } from './graph.ts';
import { makesSparseRows, RECIPES, type Recipe } from './recipes.ts';

const TEXTS = [
  'Free entry, call NOW',
  'see you now',
  'free call to you',
  null,
  'call me, see you',
  'free free free!',
];
const table: Table = makeTable([
  { name: 'age', kind: 'number', values: Float64Array.of(20, 30, Number.NaN, 50, 20, 40) },
  encodeText('message', 'text', TEXTS),
  encodeText('city', 'category', ['a', 'b', 'c', 'a', 'b', 'a']),
]);
const recipes = Object.keys(RECIPES) as Recipe[];

describe('a graph of a table with text', () => {
  const graph = fitGraph('sparse', table);

  it('has a column of every term beside the others, named as people read them', () => {
    const names = featureNames(graph);
    const x = applySparseGraph(graph, table);
    expect(names.length).toBe(x.nColumns);
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(0, 2)).toEqual(['age', 'age_missing']);
    expect(outputsOf(graph, 'message').slice(0, 3)).toEqual([
      'message: "call"',
      'message: "free"',
      'message: "now"',
    ]);
    expect(outputsOf(graph, 'message').slice(-6)).toEqual([
      'message: (missing)',
      'message_length',
      'message_words',
      'message_digits',
      'message_capitals',
      'message_punctuation',
    ]);
    expect(blocksOf(graph).map(({ input }) => input)).toEqual(['age', 'message', 'city']);
    expect(blocksOf(graph).at(-1)?.end).toBe(x.nColumns);
  });

  it('says where the text is missing, and what it weighs where it is not', () => {
    const x = toDense(applySparseGraph(graph, table));
    const names = featureNames(graph);
    const column = (name: string) =>
      TEXTS.map((_, i) => x.values[i * x.nColumns + names.indexOf(name)]);
    expect(column('message: (missing)')).toEqual([0, 0, 0, 1, 0, 0]);
    const free = column('message: "free"');
    expect(free.map((weight) => weight > 0)).toEqual([true, false, true, false, false, true]);
    expect(free[5]).toBeCloseTo(1, 12);
  });

  it('has words only where texts are long', () => {
    const long = (word: string) =>
      encodeText(
        't',
        'text',
        [1, 2].map((i) => `${word} `.repeat(100) + i),
      );
    const isOfLetters = (word: string) =>
      featureNames(fitGraph('sparse', makeTable([long(word)]))).some((name) =>
        name.includes('letters'),
      );
    expect(isOfLetters('a')).toBe(true);
    expect(isOfLetters('abcd')).toBe(false);
  });

  it('names no term twice over in its JSON', () => {
    expect(graph.outputs).toEqual([
      'age',
      'age_missing',
      'message',
      'message_length',
      'message_words',
      'message_digits',
      'message_capitals',
      'message_punctuation',
      'city=a',
      'city=b',
      'city=(other)',
    ]);
  });

  it('refuses a wide step in a recipe of dense rows, and another width', () => {
    const refuses = (change: object, said: string) =>
      expect(() => checkGraph({ ...graph, ...change })).toThrow(
        expect.objectContaining({ message: expect.stringContaining(said) }),
      );
    refuses({ recipe: 'dense' }, 'must have a recipe of sparse rows for a wide step');
    const steps = graph.steps.map((step) => (step.width ? { ...step, width: 3 } : step));
    refuses({ steps }, 'must say the width of step tf-idf, got 3');
  });
});

describe.each(recipes)('recipe %s of a table with text', (recipe) => {
  const graph = fitGraph(recipe, table, {
    kind: 'regression',
    values: Float64Array.of(1, 2, 3, 4, 5, 6),
  });

  it('makes finite cells, and the same ones from a restored graph', () => {
    const x = prepareTable(graph, table);
    expect(prepareTable(checkGraph(throughJson(graph)), table)).toEqual(x);
    const isAllowed = recipe.startsWith('native') ? () => true : Number.isFinite;
    expect(x.values.every(isAllowed)).toBe(true);
    expect('offsets' in x).toBe(makesSparseRows(recipe));
  });

  it('makes of a row alone what it makes of it among others', () => {
    const whole = prepareTable(graph, table);
    const dense = 'offsets' in whole ? toDense(whole) : whole;
    TEXTS.forEach((_, i) => {
      const row: Table = {
        nRows: 1,
        columns: table.columns.map((column) =>
          'values' in column
            ? { ...column, values: column.values.slice(i, i + 1) }
            : { ...column, codes: column.codes.slice(i, i + 1) },
        ),
      };
      const alone = prepareTable(graph, row);
      const cells = 'offsets' in alone ? toDense(alone) : alone;
      expect(cells.values).toEqual(
        dense.values.slice(i * dense.nColumns, (i + 1) * dense.nColumns),
      );
    });
  });

  if (recipe === 'counts')
    it('has nothing below 0', () => {
      expect(prepareTable(graph, table).values.every((value) => value > 0)).toBe(true);
    });
});
