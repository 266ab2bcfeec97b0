import { describe, expect, it } from 'vitest';
import { encodeTable } from '../../../clustering/index.ts';
import { type Random, seededRandom } from '../../../math/index.ts';
import { encodeText, makeTable, type Table } from '../../../table/index.ts';
import { type NoveltyStep, type NoveltyWatch, stepNovelty, watchNovelty } from '../index.ts';

type Place = readonly [x: number, y: number];

const toTable = (rows: readonly (readonly number[])[]): Table =>
  makeTable(
    ['x', 'y'].map((name, j) => ({
      ...({ name, kind: 'number' } as const),
      values: Float64Array.from(rows, (row) => row[j]),
    })),
  );

/** Rows around places, each drawn with the same chance. */
function pointsAround(places: readonly Place[], n: number, random: Random, sd = 0.3): number[][] {
  return Array.from({ length: n }, () => {
    const [x, y] = places[random.below(places.length)];
    return [x + sd * random.normal(), y + sd * random.normal()];
  });
}

const rowsAround = (...asked: Parameters<typeof pointsAround>): Table =>
  toTable(pointsAround(...asked));

const KNOWN: readonly Place[] = [
  [0, 0],
  [4, 0],
  [0, 4],
];
const random = seededRandom(1);
const watch = watchNovelty(rowsAround(KNOWN, 1500, random), { random });
const step = (from: NoveltyWatch, rows: Table) => stepNovelty(from, rows, { random });
const foundOf = ({ found }: NoveltyStep) => found;

describe('rows of a new kind', () => {
  it('are those outside of every sphere, and spheres hold the rows that they were made of', () => {
    const batch = rowsAround([...KNOWN, [2, 2]], 300, seededRandom(2), 0.8);
    const { values, nColumns, nRows } = encodeTable(watch.encoding, batch);
    let nOutside = 0;
    for (let i = 0; i < nRows; i++) {
      const distances = watch.known.map(({ center }) =>
        Math.hypot(...center.map((at, j) => at - values[i * nColumns + j])),
      );
      if (distances.every((distance, c) => distance > watch.known[c].radius)) nOutside++;
    }
    const { nUnknown, current } = step(watch, batch);
    expect([nUnknown, current]).toEqual([nOutside, nOutside / 300]);
    expect(nOutside).toBeGreaterThan(10);
    expect(watch.known.reduce((sum, sphere) => sum + sphere.nRows, 0)).toBe(1000);
    for (const { radius, spread } of watch.known) expect(radius).toBeGreaterThanOrEqual(spread);
    expect(watch.held.nUnknown / watch.held.nRows).toBeLessThan(0.1);
  });

  it('are found as one group, with what sets it apart, once', () => {
    const fresh = pointsAround([[0, -6]], 60, seededRandom(3), 0.2);
    const usual = pointsAround(KNOWN, 300, seededRandom(4));
    const first = step(watch, toTable([...usual, ...fresh]));
    expect(first.pValue).toBeLessThan(1e-6);
    expect(foundOf(first).map(({ kind }) => kind)).toEqual(['novelty']);
    const [{ nRows, columns }] = foundOf(first);
    expect(Math.abs(nRows - 60)).toBeLessThanOrEqual(5);
    expect(columns[0].name).toBe('y');
    expect(columns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    const again = step(first.watch, rowsAround([[0, -6]], 60, seededRandom(5), 0.2));
    expect(foundOf(again)).toEqual([]);
    expect(again.nUnknown).toBeLessThan(30);
  });

  it('are an extension where they lie among what was there', () => {
    const between = pointsAround([[1.6, 1.6]], 80, seededRandom(6), 0.1);
    const { found } = step(
      watch,
      toTable([...pointsAround(KNOWN, 200, seededRandom(7)), ...between]),
    );
    expect(found.map(({ kind }) => kind)).toEqual(['extension']);
  });

  it('come in a group per level where levels part them as they part known rows', () => {
    const withChannel = (points: readonly (readonly number[])[]) => {
      const channels = points.map((_, i) => ['web', 'shop'][i % 2]);
      return makeTable([...toTable(points).columns, encodeText('channel', 'category', channels)]);
    };
    const chance = seededRandom(12);
    const from = watchNovelty(withChannel(pointsAround(KNOWN, 1500, chance)), { random: chance });
    const fresh = withChannel(pointsAround([[0, -6]], 80, chance, 0.2));
    const { found } = stepNovelty(from, fresh, { random: chance });
    expect(found.map(({ kind, nRows }) => [kind, nRows])).toEqual([
      ['novelty', 40],
      ['novelty', 40],
    ]);
  });

  it('are gathered over batches until they are enough', () => {
    let from = watch;
    const found: number[] = [];
    for (let batch = 0; batch < 6; batch++) {
      const rows = toTable([
        ...pointsAround(KNOWN, 100, seededRandom(20 + batch)),
        ...pointsAround([[6, 6]], 8, seededRandom(40 + batch), 0.1),
      ]);
      const stepped = step(from, rows);
      found.push(stepped.found.length);
      from = stepped.watch;
    }
    expect(found).toEqual([0, 0, 0, 1, 0, 0]);
  });

  it('are no group where they lie scattered, though they are surely more than before', () => {
    const corners: Place[] = Array.from({ length: 40 }, (_, i) => [
      30 * Math.cos(i * 2.4) * (1 + i / 10),
      30 * Math.sin(i * 2.4) * (1 + i / 10),
    ]);
    const { found, pValue, current } = step(watch, rowsAround(corners, 60, seededRandom(8), 0.01));
    expect(found).toEqual([]);
    expect(pValue).toBeLessThan(1e-6);
    expect(current).toBe(1);
  });

  it('are not found where nothing changes, and then chance is what it says', () => {
    let from = watch;
    let nSmall = 0;
    for (let batch = 0; batch < 40; batch++) {
      const stepped = step(from, rowsAround(KNOWN, 150, seededRandom(100 + batch)));
      expect(stepped.found).toEqual([]);
      if (stepped.pValue <= 0.05) nSmall++;
      from = stepped.watch;
    }
    // Of 40 comparisons at 5 %, more than 7 are below in fewer than 4 of a thousand.
    expect(nSmall).toBeLessThanOrEqual(7);
  });

  it('are told alike by a watch that was written down and read, and are forgotten where there are too many', () => {
    const rows = toTable([
      ...pointsAround(KNOWN, 60, seededRandom(9)),
      ...pointsAround([[9, -9]], 20, seededRandom(10)),
    ]);
    const read: NoveltyWatch = JSON.parse(JSON.stringify(watch));
    const [ofWatch, ofRead] = [watch, read].map((from) =>
      stepNovelty(from, rows, { random: seededRandom(11), fewestRows: 10, mostWaiting: 15 }),
    );
    expect(ofRead).toEqual(ofWatch);
    const few = stepNovelty(watch, rows, { random, mostWaiting: 15 });
    expect(few.watch.waiting.length).toBe(15);
    expect(few.watch.nSeen).toBe(Math.round((80 * 15) / few.nUnknown));
  });

  it('need a reference of 60 rows', () => {
    expect(() => watchNovelty(rowsAround(KNOWN, 59, random), { random })).toThrow(
      expect.objectContaining({
        code: 'TABLE_TOO_SMALL',
        message:
          'A reference that new kinds of rows are told from must have at least 60 rows, got 59.',
        details: { nRows: 59, atLeast: 60 },
      }),
    );
    const alike = makeTable([
      encodeText(
        'c',
        'category',
        Array.from({ length: 90 }, (_, i) => 'ab'[i % 2]),
      ),
    ]);
    expect(watchNovelty(alike, { random }).known.length).toBe(2);
  });
});
