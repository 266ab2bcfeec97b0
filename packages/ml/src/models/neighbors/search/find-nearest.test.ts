import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABSOLUTE, PANEL_ROWS, SQUARED } from '../../../kernels/index.ts';
import { type Matrix, seededRandom, shuffledIndices, takeMatrixRows } from '../../../math/index.ts';
import { boxesOf } from './boxes.ts';
import { findNearest, type Neighbors } from './find-nearest.ts';
import { layOutRows } from './lay-out-rows.ts';
import type { RowSpace } from './row-space.ts';
import { levelsFor, sortIntoBoxes } from './sort-into-boxes.ts';

interface Cloud {
  readonly seed: number;
  readonly n: number;
  readonly p: number;
  /** Whole numbers below it, so that distances are equal; 0 for normal deviates. */
  readonly nLevels: number;
}

function cloud({ seed, n, p, nLevels }: Cloud): Matrix {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: n * p }, () =>
    nLevels === 0 ? random.normal() : random.below(nLevels),
  );
  return { nRows: n, nColumns: p, values };
}

type Found = Pick<Neighbors, 'distances' | 'rows'>;

function nearest(space: RowSpace, queries: Matrix, k: number): readonly Found[] {
  const found: Found[] = [];
  findNearest(space, queries, k, (query, { count, distances, rows }) => {
    found[query] = { distances: distances.slice(0, count), rows: rows.slice(0, count) };
  });
  return found;
}

/** Every row compared, by the definition: the k nearest, and those as near as the k-th. */
function bruteForce(x: Matrix, query: Float64Array, k: number, metric: number): Found {
  const all = Array.from({ length: x.nRows }, (_, row) => {
    let distance = 0;
    for (let j = 0; j < x.nColumns; j++) {
      const apart = query[j] - x.values[row * x.nColumns + j];
      distance += metric === SQUARED ? apart * apart : Math.abs(apart);
    }
    return { row, distance };
  }).sort((a, b) => a.distance - b.distance || a.row - b.row);
  const near = all.filter(({ distance }) => distance <= all[k - 1].distance);
  return {
    distances: Float64Array.from(near, ({ distance }) => distance),
    rows: Int32Array.from(near, ({ row }) => row),
  };
}

/** With boxes whether they save work or not. */
function boxed(x: Matrix, metric: number): RowSpace {
  const depth = levelsFor(Math.ceil(x.nRows / PANEL_ROWS));
  const order = sortIntoBoxes(x, depth);
  const sorted = takeMatrixRows(x, order);
  return { ...unboxed(sorted, metric), order, depth, boxes: boxesOf(sorted, depth) };
}

/** Boxes never save the comparison with all rows. */
function unboxed(x: Matrix, metric: number): RowSpace {
  const space = layOutRows(x, metric, x.nRows);
  expect(space.depth).toBe(0);
  return space;
}

const clouds = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  n: fc.integer({ min: 1, max: 400 }),
  p: fc.integer({ min: 1, max: 20 }),
  nLevels: fc.constantFrom(0, 0, 1, 2, 5),
});
const options = { seed: 4, numRuns: 30 };

describe('findNearest', () => {
  for (const [name, metric] of Object.entries({ SQUARED, ABSOLUTE })) {
    it(`finds what comparing every row finds, with boxes and without, many queries and one, ${name}`, () => {
      fc.assert(
        fc.property(clouds, fc.integer({ min: 1, max: 40 }), (shape, wanted) => {
          const x = cloud(shape);
          const queries = cloud({ ...shape, seed: shape.seed + 1, n: 9 });
          const k = Math.min(wanted, x.nRows);
          const truth = Array.from({ length: 9 }, (_, i) =>
            bruteForce(x, queries.values.subarray(i * x.nColumns, (i + 1) * x.nColumns), k, metric),
          );
          for (const space of [unboxed(x, metric), boxed(x, metric)]) {
            expect(nearest(space, queries, k)).toEqual(truth);
            const alone = nearest(space, takeMatrixRows(queries, [4]), k);
            expect(alone).toEqual([truth[4]]);
          }
        }),
        options,
      );
    });
  }

  it('finds the same where every row is the same', () => {
    const x = cloud({ seed: 1, n: 700, p: 2, nLevels: 1 });
    const [found] = nearest(layOutRows(x, SQUARED, 3), takeMatrixRows(x, [5]), 3);
    expect(found.rows).toEqual(Int32Array.from({ length: 700 }, (_, i) => i));
  });
});

describe('layOutRows', () => {
  it('keeps boxes in few dimensions, and not in many', () => {
    const low = layOutRows(cloud({ seed: 1, n: 4000, p: 2, nLevels: 0 }), SQUARED, 5);
    const high = layOutRows(cloud({ seed: 1, n: 4000, p: 40, nLevels: 0 }), SQUARED, 5);
    expect(low.depth).toBeGreaterThan(0);
    expect(high.depth).toBe(0);
    expect(high.boxes).toHaveLength(0);
  });

  it('puts every row in one place', () => {
    const x = cloud({ seed: 2, n: 3001, p: 2, nLevels: 0 });
    const order = layOutRows(x, SQUARED, 5).order.toSorted();
    expect(order).toEqual(Int32Array.from({ length: 3001 }, (_, i) => i));
  });

  it('finds the same neighbors whatever the order of the rows', () => {
    const x = cloud({ seed: 3, n: 500, p: 2, nLevels: 7 });
    const order = shuffledIndices(500, seededRandom(1));
    const queries = cloud({ seed: 4, n: 20, p: 2, nLevels: 7 });
    const usual = nearest(layOutRows(x, SQUARED, 6), queries, 6);
    const other = nearest(layOutRows(takeMatrixRows(x, order), SQUARED, 6), queries, 6);
    expect(other.map(({ rows }) => rows.map((row) => order[row]).toSorted())).toEqual(
      usual.map(({ rows }) => rows.toSorted()),
    );
  });
});
