import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packState, unpackState } from '../artifact/state-codec.ts';
import {
  fromRows,
  type Matrix,
  seededRandom,
  shuffledIndices,
  takeMatrixRows,
} from '../math/index.ts';
import { withLaidRows } from './centers/laid-rows.ts';
import { lloyd } from './centers/lloyd.ts';
import { seedCenters } from './centers/seed-centers.ts';
import { adjustedRand } from './indices/adjusted-rand.ts';
import { assignToCenters, kMeans } from './k-means.ts';
import { blobs } from './testing/blobs.ts';

const THREE = [
  [0, 0],
  [20, 0],
  [0, 20],
];

function cluster(x: Matrix, k: number, seed = 1, given: object = {}) {
  return kMeans(x, { k, random: seededRandom(seed), ...given });
}

describe('kMeans', () => {
  it('finds separate clouds, the largest first, whatever the order of the rows', () => {
    const [a, b, c] = THREE;
    const x = blobs([a, a, a, b, b, c], { nRows: 300, random: seededRandom(1) });
    const state = cluster(x, 3);
    const { codes } = assignToCenters(state, x);
    expect([...state.sizes]).toEqual([150, 100, 50]);
    const order = shuffledIndices(x.nRows, seededRandom(5));
    const again = cluster(takeMatrixRows(x, order), 3, 77);
    const shuffled = assignToCenters(again, x).codes;
    expect(shuffled).toEqual(codes);
    again.centers.forEach((value, at) => {
      expect(value).toBeCloseTo(state.centers[at], 10);
    });
  });

  it('is the mean of all rows for one cluster, and the rows themselves for as many as rows', () => {
    const x = fromRows([
      [1, 2],
      [3, 4],
      [8, 0],
    ]);
    expect([...cluster(x, 1).centers]).toEqual([4, 2]);
    expect(cluster(x, 1).inertia).toBeCloseTo(9 + 1 + 16 + 0 + 4 + 4, 12);
    const all = cluster(x, 3);
    expect(all.inertia).toBe(0);
    expect([...all.centers]).toEqual([1, 2, 3, 4, 8, 0]);
  });

  it('never raises the inertia from one iteration to the next, and ends with the nearest centers', () => {
    const value = fc.integer({ min: -5, max: 5 });
    const rows = fc.array(fc.tuple(value, value, value), { minLength: 4, maxLength: 60 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 4 }), fc.nat(99), (given, k, seed) => {
        const x = fromRows(given);
        const start = seedCenters(x, k, seededRandom(seed));
        withLaidRows(x, (laid) => {
          laid.assign(start);
          let before = laid.squares().reduce((a, b) => a + b, 0);
          for (let maxIterations = 1; maxIterations < 8; maxIterations++) {
            const found = lloyd(laid, x, start, { maxIterations, tolerance: 0 });
            expect(found.inertia).toBeLessThanOrEqual(before + 1e-9);
            before = found.inertia;
          }
        });
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('gives a center that lost its rows another one', () => {
    const x = fromRows([[0], [0.5], [1], [9], [10], [30]]);
    // The last center is the nearest of no row.
    const start = Float64Array.of(0.5, 12, 500);
    const found = withLaidRows(x, (rows) =>
      lloyd(rows, x, start, { maxIterations: 50, tolerance: 0 }),
    );
    expect([...found.centers].sort((a, b) => a - b)).toEqual([0.5, 9.5, 30]);
  });

  it('gives the same bits for the same seed, and to a row alone', () => {
    const x = blobs(THREE, { nRows: 100, random: seededRandom(2) });
    const state = cluster(x, 4);
    expect(cluster(x, 4)).toEqual(state);
    const { codes, distances } = assignToCenters(state, x);
    for (const row of [0, 13, 99]) {
      const alone = assignToCenters(state, takeMatrixRows(x, [row]));
      expect(alone.codes[0]).toBe(codes[row]);
      expect(alone.distances[0]).toBe(distances[row]);
    }
  });

  it('begins on a sample beyond 20 000 rows; mini-batches come close to Lloyd', () => {
    const x = blobs([...THREE, [20, 20]], { nRows: 24_000, random: seededRandom(4) });
    const exact = cluster(x, 4, 1, { nStarts: 2 });
    const { codes } = assignToCenters(exact, x);
    const truth = Int32Array.from(codes, (_, i) => i % 4);
    expect(adjustedRand(codes, truth)).toBe(1);
    const batches = cluster(x, 4, 1, { nStarts: 2, method: 'mini-batch' });
    expect(batches.method).toBe('mini-batch');
    expect(batches.inertia).toBeGreaterThanOrEqual(exact.inertia * (1 - 1e-9));
    expect(batches.inertia).toBeLessThan(exact.inertia * 1.01);
  });

  it('looks at all rows where the sample has too few different ones', () => {
    const values = new Float64Array(25_000);
    values[24_999] = 7;
    const x = { nRows: 25_000, nColumns: 1, values };
    expect([...cluster(x, 2).centers]).toEqual([0, 7]);
  });

  it('has a state that survives being written and read, and answers from no damaged one', () => {
    const x = blobs(THREE, { nRows: 30, random: seededRandom(6) });
    const state = cluster(x, 3);
    const { json, tensors, bytes } = packState(state);
    expect(unpackState(JSON.parse(JSON.stringify(json)), tensors, bytes)).toEqual(state);
    const damaged = { ...state, centers: state.centers.slice(1) };
    expect(() => assignToCenters(damaged, x)).toThrow(
      expect.objectContaining({ code: 'MODEL_ARTIFACT_INVALID' }),
    );
    expect(() => assignToCenters(state, fromRows([[1]]))).toThrow(
      expect.objectContaining({ code: 'SHAPE_MISMATCH' }),
    );
  });

  it('refuses with a sentence', () => {
    const same = fromRows([[1], [1], [1]]);
    expect(() => cluster(same, 2)).toThrow(
      expect.objectContaining({
        code: 'TABLE_TOO_SMALL',
        message:
          'A clustering must get at least as many different rows as clusters, got 1 for 2 clusters.',
      }),
    );
    expect(() => cluster(same, 4)).toThrow(expect.objectContaining({ code: 'TABLE_TOO_SMALL' }));
    for (const k of [0, 1.5, Number.NaN])
      expect(() => cluster(same, k)).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }));
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e200])
      expect(() => cluster(fromRows([[1], [bad]]), 1)).toThrow(
        expect.objectContaining({
          code: 'ARGUMENT_INVALID',
          message: `kMeans must get values between -1e+150 and 1e+150, got ${bad} in row 2.`,
        }),
      );
    expect(() => cluster({ nRows: 2, nColumns: 0, values: new Float64Array() }, 1)).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
  });
});
