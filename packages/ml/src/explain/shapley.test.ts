import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromRows, type Matrix, seededRandom, zeros } from '../math/index.ts';
import { exactShapley } from './exact-shapley.ts';
import type { ShapleyGame } from './shapley-game.ts';
import { sampledShapley, shapleyValues } from './shapley-sampling.ts';

const perRow = (f: (row: Float64Array) => number) => (x: Matrix) =>
  Float64Array.from({ length: x.nRows }, (_, i) =>
    f(x.values.subarray(i * x.nColumns, (i + 1) * x.nColumns)),
  );

function randomGame(p: number, seed: number, f: (row: Float64Array) => number): ShapleyGame {
  const random = seededRandom(seed);
  const background = zeros(10, p);
  for (let i = 0; i < background.values.length; i++) background.values[i] = random.normal();
  return {
    row: Float64Array.from({ length: p }, () => random.normal()),
    background,
    blocks: Array.from({ length: p }, (_, j) => ({ start: j, end: j + 1 })),
    predict: perRow(f),
  };
}

/** Shapley's definition by every order of the players: the slow truth. */
function byEveryOrder({ row, background, blocks, predict }: ShapleyGame): number[] {
  const orders = (left: number[]): number[][] =>
    left.length === 0
      ? [[]]
      : left.flatMap((j) => orders(left.filter((k) => k !== j)).map((rest) => [j, ...rest]));
  const worth = (members: readonly number[]): number => {
    const x = { ...background, values: background.values.slice() };
    for (const j of members)
      for (let i = 0; i < x.nRows; i++)
        for (let c = blocks[j].start; c < blocks[j].end; c++) x.values[i * x.nColumns + c] = row[c];
    return predict(x).reduce((sum, value) => sum + value, 0) / x.nRows;
  };
  const all = orders(blocks.map((_, j) => j));
  const sums = blocks.map(() => 0);
  for (const order of all)
    order.forEach((j, at) => {
      sums[j] += worth(order.slice(0, at + 1)) - worth(order.slice(0, at));
    });
  return sums.map((sum) => sum / all.length);
}

const bumpy = (row: Float64Array): number =>
  row.reduce((sum, value, j) => sum + (j + 1) * value, 0) +
  row[0] * row[1] -
  (row[2] > 0 ? row[3] : 2);

describe('exactShapley', () => {
  it('gives a linear function its closed form: weight times distance from the mean', () => {
    const weights = [2, -1, 0.5, 0, 3];
    const game = randomGame(5, 1, (row) =>
      row.reduce((sum, value, j) => sum + weights[j] * value, 7),
    );
    const { contributions, average, answer } = exactShapley(game);
    weights.forEach((weight, j) => {
      const mean =
        Array.from({ length: 10 }, (_, i) => game.background.values[i * 5 + j]).reduce(
          (a, b) => a + b,
        ) / 10;
      expect(contributions[j]).toBeCloseTo(weight * (game.row[j] - mean), 12);
    });
    expect(answer).toBeCloseTo(game.predict({ nRows: 1, nColumns: 5, values: game.row })[0], 12);
    expect(average).toBeCloseTo(game.predict(game.background).reduce((a, b) => a + b) / 10, 12);
  });

  it('agrees with the definition over every order', () => {
    const game = randomGame(5, 2, bumpy);
    const { contributions } = exactShapley(game);
    byEveryOrder(game).forEach((value, j) => {
      expect(contributions[j]).toBeCloseTo(value, 12);
    });
  });

  it('moves the columns of a block together', () => {
    const game = {
      ...randomGame(5, 3, bumpy),
      blocks: [
        { start: 0, end: 2 },
        { start: 2, end: 5 },
      ],
    };
    const { contributions } = exactShapley(game);
    byEveryOrder(game).forEach((value, j) => {
      expect(contributions[j]).toBeCloseTo(value, 12);
    });
  });

  it('gives nothing to a column that changes nothing, and the same to twins', () => {
    const background = fromRows([
      [0, 0, 0],
      [1, 1, 5],
    ]);
    const game: ShapleyGame = {
      row: Float64Array.of(2, 2, 9),
      background,
      blocks: [0, 1, 2].map((start) => ({ start, end: start + 1 })),
      predict: perRow(([a, b]) => a * b),
    };
    const [a, b, none] = exactShapley(game).contributions;
    expect(a).toBeCloseTo(b, 12);
    expect(none).toBe(0);
  });

  it('copes with no blocks at all', () => {
    const game = { ...randomGame(2, 4, () => 3), blocks: [] };
    expect(exactShapley(game)).toEqual({
      average: 3,
      answer: 3,
      contributions: new Float64Array(0),
    });
  });
});

describe('sampledShapley', () => {
  it('sums to the difference from the average, however few orders are walked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(),
        (p, nPairs, seed) => {
          const game = randomGame(p, seed, bumpy);
          const { average, answer, contributions } = sampledShapley(game, {
            nPairs,
            random: seededRandom(seed),
          });
          expect(contributions.reduce((sum, value) => sum + value, average)).toBeCloseTo(answer, 9);
          expect(average).toBeCloseTo(
            game.predict(game.background).reduce((a, b) => a + b) / 10,
            9,
          );
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  it('approaches the exact values', () => {
    const game = randomGame(6, 5, bumpy);
    const exact = exactShapley(game).contributions;
    const { contributions } = sampledShapley(game, { nPairs: 200, random: seededRandom(1) });
    exact.forEach((value, j) => {
      expect(Math.abs(contributions[j] - value)).toBeLessThan(0.05);
    });
  });

  it('is exact for a sum of single columns after one pair', () => {
    const game = randomGame(12, 6, (row) => row.reduce((sum, value) => sum + value ** 3, 0));
    const { contributions } = sampledShapley(game, { nPairs: 1, random: seededRandom(1) });
    for (let j = 0; j < 12; j++) {
      const cubes = Array.from({ length: 10 }, (_, i) => game.background.values[i * 12 + j] ** 3);
      expect(contributions[j]).toBeCloseTo(
        game.row[j] ** 3 - cubes.reduce((a, b) => a + b) / 10,
        10,
      );
    }
  });

  it('is what many columns get, and few do not', () => {
    const options = () => ({ nPairs: 1, random: seededRandom(1) });
    const many = randomGame(9, 7, bumpy);
    expect(shapleyValues(many, options())).toEqual(sampledShapley(many, options()));
    const few = randomGame(8, 7, bumpy);
    expect(shapleyValues(few, options())).toEqual(exactShapley(few));
  });
});
