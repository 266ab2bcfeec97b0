import { describe, expect, it } from 'vitest';
import { readNumbers, readSplit } from '../../../../test/read-numbers.ts';
import { sharedData } from '../../../../test/shared-data.ts';
import { fromRows, type Matrix, seededRandom, zeros } from '../math/index.ts';
import { ridge } from '../models/index.ts';
import { applyGraph, blocksOf, fitGraph } from '../preprocess/index.ts';
import { encodeText, makeTable } from '../table/index.ts';
import { partialDependence } from './partial-dependence.ts';
import { matrixImportance, permutationImportance } from './permutation-importance.ts';

const context = () => ({ random: seededRandom(1) });

const random = seededRandom(3);
const n = 400;
const a = Float64Array.from({ length: n }, () => random.normal());
const table = makeTable([
  { name: 'a', kind: 'number', values: a },
  { name: 'noise', kind: 'number', values: a.map(() => random.normal()) },
  encodeText(
    'level',
    'category',
    Array.from({ length: n }, () => ['x', 'y', 'z'][random.below(3)]),
  ),
]);
const graph = fitGraph('dense', table);
const x = applyGraph(graph, table);
const truth = Float64Array.from({ length: n }, (_, i) => 3 * a[i] + x.values[i * x.nColumns + 2]);
const state = ridge.fit(x, { kind: 'regression', values: truth }, { l2: 0 }, context());
const meanSquare = (m: Matrix): number =>
  -ridge.predict(state, m).reduce((sum, value, i) => sum + (value - truth[i]) ** 2, 0) / n;

describe('permutationImportance', () => {
  it('ranks columns by what shuffling them costs, and gives nothing to noise', () => {
    const found = permutationImportance(table, (shuffled) =>
      meanSquare(applyGraph(graph, shuffled)),
    );
    expect(found.map(({ column }) => column)).toEqual(['a', 'level', 'noise']);
    const variance = a.reduce((sum, value) => sum + value ** 2, 0) / n;
    expect(found[0].mean / (2 * 9 * variance)).toBeCloseTo(1, 1);
    expect(Math.abs(found[2].mean)).toBeLessThan(1e-9);
  });

  it('gives the same as shuffling the block of the matrix', () => {
    const byTable = permutationImportance(
      table,
      (shuffled) => meanSquare(applyGraph(graph, shuffled)),
      { seed: 4 },
    );
    expect(matrixImportance(x, blocksOf(graph), { score: meanSquare, seed: 4 })).toEqual(byTable);
  });

  it('gives the same for the same seed, and leaves its inputs untouched', () => {
    const before = x.values.slice();
    const run = (seed: number) =>
      matrixImportance(x, blocksOf(graph), { score: meanSquare, seed, nRepeats: 2 });
    expect(run(1)).toEqual(run(1));
    expect(run(2)).not.toEqual(run(1));
    expect(x.values).toEqual(before);
  });
});

const csv = sharedData('sklearn_toy/diabetes_scaled.clean.csv');
const split = sharedData('split_fixtures/sklearn_diabetes_permutation_split.csv');

describe('permutation importance of ridge(0.01) on diabetes', () => {
  it.skipIf(csv === undefined || split === undefined)(
    'agrees with the published figures within two standard deviations (needs the shared data)',
    () => {
      const columns = readNumbers(csv as string);
      const names = [...columns.keys()].filter((name) => name !== 'target');
      const rows = readSplit(split as string);
      const side = (at: readonly number[]): Matrix =>
        fromRows(at.map((i) => names.map((name) => columns.get(name)?.[i] ?? Number.NaN)));
      const target = (at: readonly number[]): Float64Array =>
        Float64Array.from(at, (i) => columns.get('target')?.[i] ?? Number.NaN);
      const fitted = ridge.fit(
        side(rows.train),
        { kind: 'regression', values: target(rows.train) },
        { l2: 0.01 },
        context(),
      );
      const y = target(rows.test);
      const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
      const total = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const score = (m: Matrix): number =>
        1 -
        ridge.predict(fitted, m).reduce((sum, value, i) => sum + (value - y[i]) ** 2, 0) / total;
      const test = side(rows.test);
      expect(score(test)).toBeCloseTo(0.3567, 4);
      const blocks = names.map((input, j) => ({ input, start: j, end: j + 1 }));
      const found = matrixImportance(test, blocks, { score, nRepeats: 30 });
      const published = {
        s5: [0.204, 0.194],
        bmi: [0.176, 0.17],
        bp: [0.088, 0.101],
        sex: [0.056, 0.06],
      };
      for (const [name, figures] of Object.entries(published)) {
        const { mean: drop, sd } = found.find(({ column }) => column === name) ?? {
          mean: Number.NaN,
          sd: 0,
        };
        for (const figure of figures) expect(Math.abs(drop - figure)).toBeLessThan(2 * sd);
      }
    },
  );
});

describe('partialDependence', () => {
  it('draws the line of a linear model', () => {
    const predict = (rows: Parameters<typeof applyGraph>[1]) =>
      ridge.predict(state, applyGraph(graph, rows));
    const { grid, means } = partialDependence(table, { column: 'a', nPoints: 5, predict });
    expect(grid).toEqual([...grid].sort((p, q) => Number(p) - Number(q)));
    for (let i = 1; i < grid.length; i++)
      expect((means[i] - means[0]) / (Number(grid[i]) - Number(grid[0]))).toBeCloseTo(3, 6);
  });

  it('takes the levels, most frequent first', () => {
    const predict = (rows: Parameters<typeof applyGraph>[1]) => zeros(1, rows.nRows).values;
    const few = makeTable([encodeText('level', 'category', ['x', 'y', 'y', null, 'z', 'y', 'z'])]);
    expect(partialDependence(few, { column: 'level', nPoints: 2, predict })).toEqual({
      column: 'level',
      grid: ['y', 'z'],
      means: [0, 0],
    });
  });

  it('refuses a column that is not there', () => {
    const attempt = () => partialDependence(table, { column: 'nois', predict: () => a });
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'COLUMN_UNKNOWN',
        message: 'The table has no column "nois".',
        hint: 'Did you mean "noise"?',
        details: { column: 'nois', known: ['a', 'noise', 'level'] },
      }),
    );
  });
});
