import { describe, expect, it } from 'vitest';
import { testedKernels } from './testing/tested-kernels.ts';

const { NaN: MISSING, POSITIVE_INFINITY, NEGATIVE_INFINITY } = Number;

describe.each(testedKernels())('%s kernels', (_name, { kernels, heap, room }) => {
  const { random } = room;

  const binsOf = (values: readonly number[], cuts: readonly number[]): number[] => {
    const spread = room.doubles(values.flatMap((value) => [value, 1e9]));
    const all = room.doubles([...cuts, ...Array(255 - cuts.length).fill(POSITIVE_INFINITY)]);
    const bins = room.bytes(values);
    kernels.binNumbers(spread, 2, values.length, all, 255, bins);
    return [...heap.bytes(bins, values.length)];
  };

  it.each([0, 1, 2, 3, 127, 128, 254, 255])(
    'binNumbers counts the cuts below a value, %i cuts',
    (nCuts) => {
      const cuts = Array.from({ length: nCuts }, () => random.normal()).sort((a, b) => a - b);
      const between = Array.from({ length: 100 }, () => 2 * random.normal());
      const values = [...cuts, ...between, POSITIVE_INFINITY, NEGATIVE_INFINITY, 0];
      expect(binsOf(values, cuts)).toEqual(
        values.map((value) => cuts.filter((cut) => cut < value).length),
      );
    },
  );

  it('binNumbers puts a value equal to a cut into the bin below it, and -0 beside 0', () => {
    expect(binsOf([-1, -0, 0, 1], [-1, 0, 1])).toEqual([0, 1, 1, 2]);
    expect(binsOf([-0, 0, Number.MIN_VALUE], [-0])).toEqual([0, 0, 1]);
  });

  it('binNumbers gives NaN the bin of missing values', () => {
    expect(binsOf([MISSING, 5, -MISSING], [1, 2])).toEqual([255, 2, 255]);
  });

  it('binLevels looks codes up; codes below 0 and NaN are missing, codes beyond the table the rest', () => {
    const values = [0, 1, 2, 2.9, 3, 1e10, POSITIVE_INFINITY, -0, -0.5, -1, MISSING];
    const table = room.bytes([7, 8, 9]);
    const bins = room.bytes(values);
    kernels.binLevels(room.doubles(values), 1, values.length, table, 3, 254, 255, bins);
    expect([...heap.bytes(bins, values.length)]).toEqual([
      7, 8, 9, 9, 255, 255, 255, 7, 254, 254, 254,
    ]);
  });

  it('interleave turns columns into rows and leaves what lies between', () => {
    const [nRows, nColumns, columnStride, stride] = [150, 3, 192, 5];
    const columns = Array.from({ length: nColumns * columnStride }, () => random.below(256));
    const rows = room.bytes(new Uint8Array(nRows * stride).fill(1));
    kernels.interleave(room.bytes(columns), columnStride, nColumns, 10, 140, rows, stride);
    const expected = Array.from({ length: nRows * stride }, (_, k) => {
      const [i, c] = [Math.floor(k / stride), k % stride];
      return c < nColumns && i >= 10 && i < 140 ? columns[c * columnStride + i] : 1;
    });
    expect([...heap.bytes(rows, nRows * stride)]).toEqual(expected);
  });

  it('binRows puts numbers and levels into tracks of their own', () => {
    const values = room.doubles([0.5, 2, 7, 3, 1, 9, 4, 0, 9, MISSING, -1, 9]);
    const cuts = room.doubles([1, 3.5, ...Array(253).fill(POSITIVE_INFINITY)]);
    const table = room.bytes([6, 5, 4]);
    const tracks = room.bytes(new Uint8Array(2 * 8));
    const columns = room.ints([
      ...[0, cuts, 0, 1, 3, 0, 0, 0, -1],
      ...[1, table, 1, 0, 8, 3, 9, 0, -1],
    ]);
    kernels.binRows(values, 3, 4, columns, 2, tracks, 8);
    expect([...heap.bytes(tracks, 16)]).toEqual([
      ...[4, 5, 6, 8, 0, 0, 0, 0],
      ...[0, 1, 2, 3, 0, 0, 0, 0],
    ]);
  });

  it.each([0, 1, 3])(
    'binRows writes what is not absent into a shared track where it is free, without a gap, bin %i absent',
    (absentBin) => {
      // More rows than are looked at together.
      const values = Array.from({ length: 200 }, (_, i) => i % 4);
      const taken = values.map(() => (random.below(3) === 0 ? 9 : 0));
      const track = room.bytes([...taken, 77]);
      const cuts = room.doubles([0, 1, 2, ...Array(252).fill(POSITIVE_INFINITY)]);
      const columns = room.ints([2, cuts, 0, 0, 0, 0, 0, 20, absentBin]);
      kernels.binRows(room.doubles(values), 1, 200, columns, 1, track, 0);
      const stored = [0, 1, 2, 3].filter((bin) => bin !== absentBin);
      const wanted = values.map((bin, i) =>
        bin === absentBin || taken[i] !== 0 ? taken[i] : 20 + stored.indexOf(bin),
      );
      expect([...heap.bytes(track, 201)]).toEqual([...wanted, 77]);
    },
  );

  it('binRows knows the last of 256 bins as an absent one, and infinite values', () => {
    const cuts = Array.from({ length: 255 }, (_, k) => k);
    const values = [NEGATIVE_INFINITY, 0, 0.5, 254, 254.5, POSITIVE_INFINITY, MISSING];
    const binsWith = (absentBin: number) => {
      const track = room.bytes(values.map(() => 0));
      const columns = room.ints([2, room.doubles(cuts), 0, 0, 3, 0, 0, 1, absentBin]);
      kernels.binRows(room.doubles(values), 1, values.length, columns, 1, track, 0);
      return [...heap.bytes(track, values.length)];
    };
    expect(binsWith(255)).toEqual([1, 1, 2, 255, 0, 0, 4]);
    expect(binsWith(0)).toEqual([0, 0, 1, 254, 255, 255, 3]);
  });

  it.each([0, 1, 2, 1000])('sortDoubles sorts %i doubles, -0 before 0', (n) => {
    const values = Float64Array.from({ length: n }, () =>
      random.below(4) === 0
        ? [0, -0, NEGATIVE_INFINITY, POSITIVE_INFINITY, 5e-324, -5e-324][random.below(6)]
        : random.normal() * 10 ** (random.below(600) - 300),
    );
    const at = room.doubles(values);
    kernels.sortDoubles(at, n, heap.take(8 * n + 6 * 2048 * 4));
    expect([...heap.doubles(at, n)]).toEqual([...values.sort()]);
  });
});
