import { describe, expect, it } from 'vitest';
import { openHeap } from '../../kernels/index.ts';
import { type Matrix, seededRandom } from '../../math/index.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { soloTeam, type Task } from '../threads/team.ts';
import { type BinTable, type BinTableOptions, binTable, slotStart } from './bin-table.ts';
import { type BinnedColumn, slotsOf } from './binned-column.ts';
import type { PlacedColumn } from './place-columns.ts';

const team = soloTeam(openHeap());

/** The bin that a column has where its track is in a given one: the inverse of sharing a track. */
function ownBin({ bins, firstBin, absentBin }: PlacedColumn, trackBin: number): number {
  if (absentBin < 0) return trackBin;
  const at = trackBin - firstBin;
  if (at < 0 || at >= slotsOf(bins) - 1) return absentBin;
  return at < absentBin ? at : at + 1;
}

/** A table, and its bins as [row][column of the matrix], read in both of its orders; undefined where none are kept. */
function binned(x: Matrix, options: BinTableOptions = {}) {
  const { heap } = team;
  const table = binTable(team, x, options);
  const { nTracks, trackStride } = table;
  const rowBins = heap.bytes(table.rowBins, x.nRows * nTracks);
  const trackBins = heap.bytes(table.trackBins, trackStride * nTracks);
  const read = (trackBinOf: (i: number, track: number) => number) =>
    Array.from({ length: x.nRows }, (_, i) => {
      const bins = new Array<number | undefined>(x.nColumns).fill(undefined);
      for (const column of table.columns)
        bins[column.origin] = ownBin(column, trackBinOf(i, column.track));
      return bins;
    });
  return {
    table,
    byRow: read((i, track) => rowBins[i * nTracks + track]),
    byTrack: read((i, track) => trackBins[track * trackStride + i]),
  };
}

/** Bins of the columns that are kept, by their place in the matrix. */
function columnsOf({ columns }: BinTable): ReadonlyMap<number, BinnedColumn> {
  return new Map(columns.map(({ origin, bins }) => [origin, bins]));
}

/** The bin of a value as the column's description has it. */
function naiveBin(column: BinnedColumn, value: number): number {
  if (column.kind === 'number') {
    if (Number.isNaN(value)) return Math.max(0, column.missingBin);
    return column.cuts.filter((cut) => cut < value).length;
  }
  if (Number.isNaN(value) || value < 0)
    return column.missingBin >= 0 ? column.missingBin : column.restBin;
  const bin = column.codes.indexOf(value);
  return bin >= 0 ? bin : column.restBin;
}

function naiveBins(table: BinTable, { values, nRows, nColumns: p }: Matrix) {
  const columns = columnsOf(table);
  return Array.from({ length: nRows }, (_, i) =>
    Array.from({ length: p }, (_, j) => {
      const column = columns.get(j);
      return column && naiveBin(column, values[i * p + j]);
    }),
  );
}

const KINDS = [
  { nDistinct: 3 },
  {},
  { nLevels: 6, missingShare: 0.1 },
  { nDistinct: 12, missingShare: 0.2 },
  { nLevels: 300 },
  { missingShare: 0.3 },
  { nLevels: 30, missingShare: 0.05 },
  { missingShare: 1 },
  { nDistinct: 1 },
  { nLevels: 4 },
];

describe('binTable', () => {
  it.each([1, 7, 500, 4200])('puts %i rows into the bins of their values, in both orders', (n) => {
    const x = randomMatrix(seededRandom(n), n, KINDS);
    const { table, byRow, byTrack } = binned(x);
    const naive = naiveBins(table, x);
    expect(byRow).toEqual(naive);
    expect(byTrack).toEqual(naive);
  });

  it.each([2, 3, 15, 16, 200])('keeps to %i bins of numbers', (maxBins) => {
    const x = randomMatrix(seededRandom(maxBins), 800, KINDS);
    const { table, byRow } = binned(x, { maxBins });
    expect(byRow).toEqual(naiveBins(table, x));
    for (const column of columnsOf(table).values()) {
      if (column.kind === 'category') continue;
      expect(column.nBins).toBeLessThanOrEqual(maxBins);
      expect(column.nBins).toBe(column.cuts.length + 1);
    }
    // 800 rows are cut into 63 bins at most.
    expect(columnsOf(table).get(1)?.nBins).toBe(Math.min(maxBins, 63));
  });

  it('stands wide tracks before narrow ones, and gives each its slots', () => {
    const x = randomMatrix(seededRandom(4), 800, KINDS);
    const { table } = binned(x);
    const widths = table.columns.map(({ bins }) => slotsOf(bins));
    expect(table.columns.map(({ track }) => track)).toEqual([...widths.keys()]);
    expect(widths.map((width) => width > 16)).toEqual(widths.map((_, c) => c < table.nWide));
    const starts = [...widths.keys(), widths.length].map((c) => slotStart(table, c));
    widths.forEach((width, c) => {
      expect(starts[c + 1] - starts[c]).toBeGreaterThanOrEqual(width);
    });
    expect(starts[widths.length]).toBe(table.nSlots);
  });

  it('leaves out columns that never vary, but for one', () => {
    const x = randomMatrix(seededRandom(4), 800, KINDS);
    const kept = columnsOf(binned(x).table);
    expect([...KINDS.keys()].filter((j) => !kept.has(j))).toEqual([8]);
    const flat = randomMatrix(seededRandom(5), 10, [{ nDistinct: 1 }, { nDistinct: 1 }]);
    expect([...columnsOf(binned(flat).table).keys()]).toEqual([0]);
  });

  it('has sparse columns share tracks, and tells their bins apart again', () => {
    const random = seededRandom(20);
    const [n, p] = [500, 60];
    const values = new Float64Array(n * p);
    for (let i = 0; i < n; i++) {
      // One column of the first 40 is set; the others are sparse and may be set together.
      values[i * p + random.below(40)] = random.below(5) - 2;
      for (let j = 40; j < p; j++) if (random.next() < 0.05) values[i * p + j] = random.normal();
    }
    const x = { nRows: n, nColumns: p, values };
    const { table, byRow, byTrack } = binned(x);
    expect(table.nTracks).toBeLessThan(25);
    expect(byRow).toEqual(naiveBins(table, x));
    expect(byTrack).toEqual(byRow);
  });

  it('has columns that are mostly another value than 0 share tracks, too', () => {
    const n = 400;
    // Rows i and i + 4 k of column i % 4 hold something else.
    const values = Float64Array.from({ length: 4 * n }, (_, at) =>
      (at >> 2) % 4 === at % 4 ? (at % 3) - 1 : 7,
    );
    const x = { nRows: n, nColumns: 4, values };
    const { table, byRow } = binned(x);
    expect([table.nTracks, table.columns.map(({ absentBin }) => absentBin)]).toEqual([
      1,
      [3, 3, 3, 3],
    ]);
    expect(byRow).toEqual(naiveBins(table, x));
  });

  it('stands many tracks of few set rows last, with no slot too many, but never the first', () => {
    const n = 200;
    const sparse = (j: number) => (i: number) => (i % 10 === 0 ? 1 + ((i * j) % 3) : 0);
    const tracksOf = (nDense: number, nSparse: number) => {
      const p = nDense + nSparse;
      const values = Float64Array.from({ length: n * p }, (_, at) => {
        const [i, j] = [Math.floor(at / p), at % p];
        return j < nDense ? i : sparse(1 + j)(i);
      });
      const { table, byRow } = binned({ nRows: n, nColumns: p, values });
      expect(byRow).toEqual(naiveBins(table, { nRows: n, nColumns: p, values }));
      return table;
    };
    const { firstSlots, nTracks, columns } = tracksOf(2, 40);
    expect(tracksOf(2, 40).nSparse).toBe(40);
    const last = columns[columns.length - 1];
    expect(firstSlots[nTracks] - firstSlots[nTracks - 1]).toBe(slotsOf(last.bins));
    expect(last.absentBin).toBe(0);
    expect(tracksOf(0, 40).nSparse).toBe(39);
    // Too few, and too small a share.
    expect(tracksOf(2, 31).nSparse).toBe(0);
    expect(tracksOf(20, 40).nSparse).toBe(0);
  });

  it('asks the team for few calls, however many columns there are', () => {
    let nMost = 0;
    const counting = {
      ...team,
      run(tasks: readonly Task[]) {
        nMost = Math.max(nMost, ...tasks.map((task) => task.length));
        return team.run(tasks);
      },
    };
    const values = Float64Array.from({ length: 100 * 3000 }, (_, at) => (at % 37) * (at % 2));
    binTable(counting, { nRows: 100, nColumns: 3000, values });
    expect(nMost).toBeLessThan(4);
  });

  it('has a bin of missing values exactly where a row lacks the value', () => {
    const x = randomMatrix(seededRandom(6), 300, KINDS);
    const isMissing = (j: number) =>
      Array.from({ length: 300 }, (_, i) => x.values[i * KINDS.length + j]).some((value) =>
        KINDS[j].nLevels === undefined ? Number.isNaN(value) : !(value >= 0),
      );
    const { table } = binned(x);
    for (const [j, { missingBin }] of columnsOf(table))
      expect([j, missingBin >= 0]).toEqual([j, isMissing(j)]);
  });

  it('bins other rows by the bins of the training rows: lacking, unseen and far values too', () => {
    const random = seededRandom(8);
    const like = binned(randomMatrix(random, 400, KINDS)).table;
    const other = randomMatrix(random, 300, [
      { missingShare: 0.5 },
      { missingShare: 0.5 },
      { nLevels: 60, missingShare: 0.1 },
      {},
      { nLevels: 310, missingShare: 0.1 },
      { nDistinct: 500 },
      { nLevels: 31 },
      { nDistinct: 2 },
      { nDistinct: 3 },
      { nLevels: 100_000, missingShare: 0.2 },
    ]);
    const far = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    far.forEach((value, i) => {
      for (const j of [0, 1, 3, 5, 7, 8]) other.values[i * KINDS.length + j] = value;
    });
    const { table, byRow, byTrack } = binned(other, { like });
    expect(table.columns).toEqual(like.columns);
    expect(byRow).toEqual(naiveBins(table, other));
    expect(byTrack).toEqual(byRow);
  });

  it.each([
    // Levels with 20 rows and more, levels with fewer, and levels per column of the table.
    [300, 0, [254, 46]],
    [254, 100, [254]],
    [100, 200, [254]],
    [258, 9, [254]],
    [259, 9, [254, 5]],
    [700, 50, [254, 254, 192]],
    [4200, 0, new Array<number>(16).fill(254)],
  ])(
    'tells %i frequent levels and %i rare ones apart, in columns of %j',
    (nOften, nSeldom, parts) => {
      const rowsOf = (code: number) => (code % (nOften + nSeldom) < nOften ? 20 + (code % 3) : 19);
      // The codes are shuffled: 7919 is a prime.
      const codes = Array.from(
        { length: nOften + nSeldom },
        (_, k) => (k * 7919) % (nOften + nSeldom),
      );
      const values = Float64Array.from([
        -1,
        ...codes.flatMap((code) => new Array<number>(rowsOf(code)).fill(code)),
      ]);
      const x = { nRows: values.length, nColumns: 1, values, levels: Int32Array.of(codes.length) };
      const { table, byTrack } = binned(x);
      const byCount = codes.toSorted((a, b) => rowsOf(b) - rowsOf(a) || a - b);
      let nTold = 0;
      table.columns.forEach(({ bins, origin }, c) => {
        if (bins.kind !== 'category') throw new TypeError('The column is a category.');
        expect(origin).toBe(0);
        expect([...bins.codes]).toEqual(byCount.slice(nTold, nTold + parts[c]));
        // Only the first column knows missing values: in the others they are among the rest.
        expect(bins.missingBin).toBe(c === 0 ? parts[0] : -1);
        expect(slotsOf(bins)).toBe(parts[c] + (c === 0 ? 2 : 1));
        nTold += parts[c];
      });
      expect(table.columns.length).toBe(parts.length);
      const last = table.columns[parts.length - 1].bins;
      expect(byTrack.map(([bin]) => bin)).toEqual(
        [...values].map((value) => naiveBin(last, value)),
      );
    },
  );

  it('takes cuts from a sample of many rows, and sees a single missing value in any', () => {
    const n = 110_000;
    const random = seededRandom(10);
    const values = Float64Array.from({ length: n }, () => random.next());
    values[23_457] = Number.NaN;
    const { table } = binned({ nRows: n, nColumns: 1, values });
    const column = columnsOf(table).get(0);
    if (column?.kind !== 'number') throw new TypeError('The column has numbers.');
    expect([column.cuts.length, column.missingBin]).toEqual([254, 255]);
    column.cuts.forEach((cut, k) => {
      expect(Math.abs(cut - (k + 1) / 255)).toBeLessThan(0.01);
    });
  });
});
