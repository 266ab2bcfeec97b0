import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../math/index.ts';
import { curveStep } from './curve-step.ts';
import { mergeBins } from './merge-bins.ts';
import { purify } from './purify.ts';
import { surfaceStep } from './surface-step.ts';

const OPTIONS = { learningRate: 1, maxLeaves: 2, minLeaf: 2, l2: 0 };
const random = seededRandom(6);

/** Sums of (pull, curvature) per cell, and weights that equal the curvatures. */
function cells(n: number): { sums: Float64Array; weights: Float64Array } {
  const weights = Float64Array.from({ length: n }, () => random.below(4));
  const sums = new Float64Array(2 * n);
  weights.forEach((weight, c) => {
    sums[2 * c] = weight * random.normal();
    sums[2 * c + 1] = weight;
  });
  return { sums, weights };
}

/** What half the weighted squares fall by when some cells move together to their mean. */
function fallOf(sums: Float64Array, chosen: readonly number[]): number {
  const pull = chosen.reduce((sum, c) => sum + sums[2 * c], 0);
  const curvature = chosen.reduce((sum, c) => sum + sums[2 * c + 1], 0);
  return curvature > 0 ? pull ** 2 / curvature / 2 : 0;
}

const weightOf = (weights: Float64Array, chosen: readonly number[]) =>
  chosen.reduce((sum, c) => sum + weights[c], 0);

describe('a step of a curve', () => {
  it('takes the best of all cuts', () => {
    for (let trial = 0; trial < 20; trial++) {
      const { sums, weights } = cells(9);
      weights[0] = sums[0] = sums[1] = 0;
      const bins = [1, 2, 3, 4, 5, 6, 7, 8];
      const falls = bins.map((at) => [bins.slice(0, at), bins.slice(at)] as const);
      const legal = falls.filter(([low, high]) =>
        [low, high].every((half) => weightOf(weights, half) >= OPTIONS.minLeaf),
      );
      const best = Math.max(
        fallOf(sums, bins),
        ...legal.map(([low, high]) => fallOf(sums, low) + fallOf(sums, high)),
      );
      const axis = { kind: 'number', nBins: 9, cuts: new Float64Array(7) } as const;
      expect(curveStep(axis, weights, OPTIONS)(sums, new Float64Array(9))).toBeCloseTo(best, 10);
    }
  });

  it('puts levels in the order of their means before it cuts', () => {
    const sums = Float64Array.of(0, 0, 40, 40, -40, 40, 40, 40, 0, 0);
    const weights = Float64Array.of(0, 40, 40, 40, 0);
    const step = new Float64Array(5);
    const axis = { kind: 'category', nBins: 5, binOfCode: Uint8Array.of(1, 2, 3) } as const;
    curveStep(axis, weights, OPTIONS)(sums, step);
    expect([...step]).toEqual([0, 1, -1, 1, 0]);
  });
});

describe('a step of a surface', () => {
  it('gains what the best tree of two levels gains', () => {
    const [nFirst, nSecond] = [4, 3];
    const grid = Array.from({ length: nFirst * nSecond }, (_, c) => c);
    const along = [(c: number) => Math.floor(c / nSecond), (c: number) => c % nSecond];
    for (let trial = 0; trial < 20; trial++) {
      const { sums, weights } = cells(nFirst * nSecond);
      const isLegal = (block: readonly number[]) => weightOf(weights, block) >= OPTIONS.minLeaf;
      const cutsOf = (block: readonly number[], side: number) =>
        [1, 2, 3]
          .map((at) => [
            block.filter((c) => along[side](c) < at),
            block.filter((c) => along[side](c) >= at),
          ])
          .filter((halves) => halves.every(isLegal));
      const bestOf = (block: readonly number[], side: number) =>
        Math.max(
          fallOf(sums, block),
          ...cutsOf(block, side).map(([low, high]) => fallOf(sums, low) + fallOf(sums, high)),
        );
      const best = Math.max(
        fallOf(sums, grid),
        ...[0, 1].flatMap((side) =>
          cutsOf(grid, side).map(([low, high]) => bestOf(low, 1 - side) + bestOf(high, 1 - side)),
        ),
      );
      const step = surfaceStep([nFirst, nSecond], weights, OPTIONS);
      const gain = step(sums, new Float64Array(nFirst * nSecond));
      expect(gain).toBeCloseTo(best - fallOf(sums, grid), 10);
    }
  });
});

describe('purify', () => {
  it('moves means into the columns, keeps every sum, and leaves means of 0', () => {
    const first = Float64Array.from({ length: 5 }, () => 1 + random.below(3));
    const second = Float64Array.from({ length: 4 }, () => 1 + random.below(3));
    const before = Float64Array.from({ length: 20 }, () => random.normal());
    const surface = before.slice();
    const moved = purify({ surface, first, second });
    before.forEach((value, c) => {
      const sum = surface[c] + moved.first[Math.floor(c / 4)] + moved.second[c % 4];
      expect(sum).toBeCloseTo(value, 10);
    });
    for (let a = 0; a < 5; a++) {
      const mean = second.reduce((sum, weight, b) => sum + weight * surface[4 * a + b], 0);
      expect(mean).toBeCloseTo(0, 10);
    }
    for (let b = 0; b < 4; b++) {
      const mean = first.reduce((sum, weight, a) => sum + weight * surface[4 * a + b], 0);
      expect(mean).toBeCloseTo(0, 10);
    }
  });
});

describe('merged bins', () => {
  it('have about equal weight and keep the order of numbers', () => {
    const axis = { kind: 'number', nBins: 101, cuts: new Float64Array(99) } as const;
    const weights = new Float64Array(101).fill(1);
    const { cellOfBin, nCells } = mergeBins(axis, weights, new Float64Array(101), 10);
    expect(nCells).toBe(11);
    const counts = new Array(11).fill(0);
    cellOfBin.forEach((cell, bin) => {
      counts[cell]++;
      expect(cell).toBeGreaterThanOrEqual(cellOfBin[bin - 1] ?? 0);
    });
    expect(counts).toEqual([1, ...new Array(10).fill(10)]);
  });

  it('put levels in the order of their heights, and unseen levels in a cell of their own', () => {
    const axis = { kind: 'category', nBins: 5, binOfCode: Uint8Array.of(1, 2, 3) } as const;
    const weights = Float64Array.of(0, 5, 5, 5, 0);
    const heights = Float64Array.of(0, 2, -1, 1, 0);
    const { cellOfBin, nCells } = mergeBins(axis, weights, heights, 32);
    expect([...cellOfBin]).toEqual([0, 3, 1, 2, 4]);
    expect(nCells).toBe(5);
  });
});
