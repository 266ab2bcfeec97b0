import { describe, expect, it } from 'vitest';
import { openHeap } from '../../kernels/index.ts';
import { type Matrix, seededRandom } from '../../math/index.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { soloTeam } from '../threads/team.ts';
import { type BinTable, binTable, columnsOf, slotStart } from './bin-table.ts';
import { type BinnedColumn, slotsOf } from './binned-column.ts';

const team = soloTeam(openHeap());

/** A table, and its bins as [row][column of the matrix], read in both of its orders. */
function binned(x: Matrix, options: Parameters<typeof binTable>[3] = {}) {
  const { heap, kernels } = team;
  const table = binTable(heap, kernels, x, options);
  const p = x.nColumns;
  const rowBins = heap.bytes(table.rowBins, x.nRows * p);
  const columnBins = heap.bytes(table.columnBins, table.columnStride * p);
  const byRow: number[][] = [];
  const byColumn: number[][] = [];
  for (let i = 0; i < x.nRows; i++) {
    byRow.push(new Array<number>(p));
    byColumn.push(new Array<number>(p));
    table.origins.forEach((j, c) => {
      byRow[i][j] = rowBins[i * p + c];
      byColumn[i][j] = columnBins[c * table.columnStride + i];
    });
  }
  return { table, byRow, byColumn };
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

const naiveBins = (table: BinTable, { values, nRows, nColumns: p }: Matrix): number[][] =>
  Array.from({ length: nRows }, (_, i) =>
    columnsOf(table).map((column, j) => naiveBin(column, values[i * p + j])),
  );

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
  it.each([1, 7, 500, 9001])('puts %i rows into the bins of their values, in both orders', (n) => {
    const x = randomMatrix(seededRandom(n), n, KINDS);
    const { table, byRow, byColumn } = binned(x);
    const naive = naiveBins(table, x);
    expect(byRow).toEqual(naive);
    expect(byColumn).toEqual(naive);
  });

  it.each([2, 3, 15, 16, 200])('keeps to %i bins of numbers', (maxBins) => {
    const x = randomMatrix(seededRandom(maxBins), 800, KINDS);
    const { table, byRow } = binned(x, { maxBins });
    expect(byRow).toEqual(naiveBins(table, x));
    for (const column of columnsOf(table)) {
      if (column.kind === 'category') continue;
      expect(column.nBins).toBeLessThanOrEqual(maxBins);
      expect(column.nBins).toBe(column.cuts.length + 1);
    }
    expect(columnsOf(table)[1].nBins).toBe(maxBins);
  });

  it('stands wide columns before narrow ones, and gives each its slots', () => {
    const x = randomMatrix(seededRandom(4), 800, KINDS);
    const { table } = binned(x);
    const widths = table.columns.map(slotsOf);
    expect(widths.map((width) => width > 16)).toEqual(widths.map((_, c) => c < table.nWide));
    expect([...table.origins].sort((a, b) => a - b)).toEqual([...KINDS.keys()]);
    const starts = [...widths.keys(), KINDS.length].map((c) => slotStart(table, c));
    widths.forEach((width, c) => {
      expect(starts[c + 1] - starts[c]).toBeGreaterThanOrEqual(width);
    });
    expect(starts[KINDS.length]).toBe(table.nSlots);
  });

  it('has a bin of missing values exactly where a row lacks the value', () => {
    const x = randomMatrix(seededRandom(6), 300, KINDS);
    const isMissing = (j: number) =>
      Array.from({ length: 300 }, (_, i) => x.values[i * KINDS.length + j]).some((value) =>
        KINDS[j].nLevels === undefined ? Number.isNaN(value) : !(value >= 0),
      );
    const { table } = binned(x);
    expect(columnsOf(table).map(({ missingBin }) => missingBin >= 0)).toEqual(
      KINDS.map((_, j) => isMissing(j)),
    );
  });

  it('bins other rows by the bins of the training rows: lacking, unseen and far values too', () => {
    const random = seededRandom(8);
    const columns = columnsOf(binned(randomMatrix(random, 400, KINDS)).table);
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
    const { table, byRow, byColumn } = binned(other, { columns });
    expect(columnsOf(table)).toEqual(columns);
    expect(byRow).toEqual(naiveBins(table, other));
    expect(byColumn).toEqual(byRow);
  });

  it('tells the 254 most frequent levels apart; the others share a bin', () => {
    const n = 40_000;
    const values = Float64Array.from({ length: n }, (_, i) => Math.floor(Math.sqrt(i)) % 400);
    const counts = new Map<number, number>();
    for (const code of values) counts.set(code, (counts.get(code) ?? 0) + 1);
    const x = { nRows: n, nColumns: 1, values, levels: Int32Array.of(400) };
    const [column] = columnsOf(binned(x).table);
    if (column.kind !== 'category') throw new TypeError('The column is a category.');
    const byCount = [...counts].sort(([a, na], [b, nb]) => nb - na || a - b);
    expect([...column.codes]).toEqual(byCount.slice(0, 254).map(([code]) => code));
    expect(slotsOf(column)).toBe(255);
  });

  it('takes cuts from a sample of many rows, and sees a single missing value in any', () => {
    const n = 250_000;
    const random = seededRandom(10);
    const values = Float64Array.from({ length: n }, () => random.next());
    values[123_457] = Number.NaN;
    const { table } = binned({ nRows: n, nColumns: 1, values });
    const [column] = table.columns;
    if (column.kind !== 'number') throw new TypeError('The column has numbers.');
    expect([column.cuts.length, column.missingBin]).toEqual([254, 255]);
    column.cuts.forEach((cut, k) => {
      expect(Math.abs(cut - (k + 1) / 255)).toBeLessThan(0.01);
    });
  });
});
