import { describe, expect, it } from 'vitest';
import { exp, type Matrix, seededRandom } from '../../math/index.ts';
import { makeTable, type Table } from '../../table/index.ts';
import { encodeTable } from '../encoding/encode-table.ts';
import { fitEncoding } from '../encoding/fit-encoding.ts';
import { blobs } from '../testing/blobs.ts';
import { chooseK } from './choose-k.ts';
import { onePopulation } from './one-population.ts';

function tableOf({ nRows, nColumns, values }: Matrix): Table {
  return makeTable(
    Array.from({ length: nColumns }, (_, j) => ({
      name: `c${j}`,
      kind: 'number' as const,
      values: Float64Array.from({ length: nRows }, (_, i) => values[i * nColumns + j]),
    })),
  );
}

function choose(x: Matrix, maxK = 5) {
  const table = tableOf(x);
  const encoding = fitEncoding(table);
  const options = { maxK, nReferences: 10, nResamples: 5, random: seededRandom(1) };
  return chooseK(encodeTable(encoding, table), encoding, options);
}

const random = seededRandom(12);
const cloud = (nRows: number, nColumns: number, draw: () => number): Matrix => ({
  nRows,
  nColumns,
  values: Float64Array.from({ length: nRows * nColumns }, draw),
});

describe('chooseK', () => {
  it.each([
    [
      'two clouds',
      [
        [0, 0],
        [5, 0],
      ],
      2,
    ],
    [
      'four corners',
      [
        [0, 0],
        [6, 0],
        [0, 6],
        [6, 6],
      ],
      4,
    ],
    ['one cloud of a tenth', [...Array(9).fill([0, 0, 0]), [6, 0, 0]], 2],
  ])('counts %s', (_, centers, k) => {
    const choice = choose(blobs(centers, { nRows: 300, random }));
    expect(choice.k).toBe(k);
    expect(choice.reason).toMatch(`${k} clusters: `);
    expect(choice.votes.silhouette).toBe(k);
    expect(choice.evidence.map((each) => each.k)).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    ['normal', cloud(300, 4, () => random.normal())],
    ['even', cloud(300, 2, () => random.next())],
    ['skewed', cloud(300, 3, () => exp(random.normal()))],
    ['stepped', cloud(300, 2, () => Math.floor(2 + 1.2 * random.normal()))],
    ['a line', cloud(300, 1, () => random.normal())],
  ])('finds no clusters in one population: %s', (_, x) => {
    const choice = choose(x);
    expect(choice.k).toBe(1);
    expect(choice.reason).toMatch('No clusters found: the best cut');
  });

  it('finds none in a stretched cloud, though its silhouette is high', () => {
    const x = cloud(300, 3, () => random.normal());
    for (let i = 0; i < 300; i++)
      for (let j = 1; j < 3; j++) x.values[3 * i + j] = x.values[3 * i] + 0.3 * x.values[3 * i + j];
    const choice = choose(x);
    expect(choice.k).toBe(1);
    expect(choice.evidence[1].silhouette).toBeGreaterThan(0.4);
  });

  it('says so where there are too few rows to part', () => {
    for (const nRows of [1, 2, 3]) {
      const x = cloud(nRows, 2, () => random.normal());
      const encoding = fitEncoding(tableOf(cloud(9, 2, () => random.normal())));
      const choice = chooseK(encodeTable(encoding, tableOf(x)), encoding, { random });
      expect(choice.k).toBe(1);
      expect(choice.reason).toBe(
        'No clusters found: there are fewer than two different rows for each of two clusters.',
      );
    }
  });

  it('judges large tables by samples, and says of how many rows', () => {
    const x = blobs(
      [
        [0, 0],
        [9, 9],
      ],
      { nRows: 5200, random },
    );
    const table = tableOf(x);
    const encoding = fitEncoding(table);
    const options = { maxK: 2, nReferences: 3, nResamples: 2, random: seededRandom(1) };
    const choice = chooseK(encodeTable(encoding, table), encoding, options);
    expect(choice).toMatchObject({ k: 2, nJudged: 5000, nResampled: 1000, nReferences: 3 });
  });
});

it('references keep spreads, correlations and steps', () => {
  const x = cloud(2000, 2, () => random.normal());
  for (let i = 0; i < 2000; i++) {
    x.values[2 * i + 1] = Math.round(x.values[2 * i] + 0.5 * x.values[2 * i + 1]);
  }
  const encoding = fitEncoding(tableOf(x));
  const points = encodeTable(encoding, tableOf(x));
  const drawn = onePopulation(encoding, points)(seededRandom(4));
  const column = ({ values }: Matrix, j: number) => values.filter((_, at) => at % 2 === j);
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
  const product = (of: Matrix) => {
    const other = column(of, 1);
    return mean(column(of, 0).map((value, i) => value * other[i]));
  };
  expect(new Set(column(points, 1))).toEqual(new Set([...column(points, 1), ...column(drawn, 1)]));
  expect(mean(column(drawn, 0))).toBeCloseTo(mean(column(points, 0)), 0);
  expect(Math.abs(product(drawn) / product(points) - 1)).toBeLessThan(0.25);
});

it('judges wide points by sums of their coordinates', () => {
  const wide = cloud(150, 120, () => random.normal());
  for (let i = 0; i < 150; i++)
    for (let j = 0; j < 120; j++) if (i % 3 === j % 3) wide.values[120 * i + j] += 2;
  const choice = choose(wide, 4);
  expect(choice).toMatchObject({ k: 3, nCoordinates: 64 });
});
