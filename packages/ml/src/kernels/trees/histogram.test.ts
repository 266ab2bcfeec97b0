import { describe, expect, it } from 'vitest';
import { testedKernels } from './testing/tested-kernels.ts';

describe.each(testedKernels())('%s kernels', (_name, { kernels, heap, room }) => {
  const { random } = room;
  const words = (at: number, n: number) => [
    ...new BigInt64Array(heap.bytes(at, 8 * n).slice().buffer),
  ];
  const packed = (n: number, largest: number) =>
    room.ints(
      Int32Array.from({ length: 2 * n }, (_, k) =>
        k % 2 === 0 ? random.below(largest) : random.below(2001) - 1000,
      ),
    );

  it.each([0, 1, 2, 7])('adds, subtracts and clears %i words of 64 bits', (n) => {
    const [part, more] = [packed(n + 1, 2 ** 31), packed(n + 1, 2 ** 31)];
    const [parts, mores] = [words(part, n + 1), words(more, n + 1)];
    kernels.addWords(more, part, n);
    const sums = mores.map((word, k) => (k < n ? word + parts[k] : word));
    expect(words(more, n + 1)).toEqual(sums);
    kernels.subtractWords(more, part, n);
    expect(words(more, n + 1)).toEqual(mores);
    kernels.clearWords(more, n);
    expect(words(more, n + 1)).toEqual(mores.map((word, k) => (k < n ? 0n : word)));
  });

  const shapes = [
    { nWide: 0, nNarrow: 1 },
    { nWide: 1, nNarrow: 0 },
    { nWide: 4, nNarrow: 3 },
    { nWide: 11, nNarrow: 2 },
  ];

  /** Rows of bins whose Hessians sum up to just below 2^32. */
  const rowsOf = ({ nWide, nNarrow }: (typeof shapes)[number], nRows: number) => {
    const stride = nWide + nNarrow;
    const bins = Uint8Array.from({ length: nRows * stride }, (_, k) =>
      random.below(k % stride < nWide ? 256 : 16),
    );
    const gradients = packed(nRows, Math.floor((2 ** 32 - 1) / nRows));
    const slotOf = (row: number, c: number) =>
      c * 256 - Math.max(0, c - nWide) * 240 + bins[row * stride + c];
    const nSlots = nWide * 256 + nNarrow * 16;
    const truth = (rows: readonly number[]) => {
      const sums = Array<bigint>(nSlots).fill(0n);
      const all = words(gradients, nRows);
      for (const row of rows) for (let c = 0; c < stride; c++) sums[slotOf(row, c)] += all[row];
      return sums;
    };
    return { stride, bins, gradients, nSlots, truth };
  };

  it.each(shapes)('histograms hold the sums of 64 bits by bin, %o', (shape) => {
    for (const nRows of [1, 31, 32, 33, 200]) {
      const { stride, bins, gradients, nSlots, truth } = rowsOf(shape, nRows);
      const args = [room.bytes(bins), stride, shape.nWide, shape.nNarrow] as const;
      const slots = room.doubles(new Float64Array(nSlots));
      const rows = Array.from({ length: nRows }, (_, i) => i);
      const [from, to] = [Math.floor(nRows / 5), nRows - Math.floor(nRows / 7)];
      kernels.histogramRange(...args, from, to, gradients, slots);
      expect(words(slots, nSlots)).toEqual(truth(rows.slice(from, to)));
      const places = rows.filter(() => random.below(3) > 0).reverse();
      const items = room.ints(places.flatMap((place) => [-1, place]));
      for (const isFar of [0, 1]) {
        kernels.clearWords(slots, nSlots);
        kernels.histogramRows(...args, items, places.length, isFar, gradients, slots);
        expect(words(slots, nSlots)).toEqual(truth(places));
      }
    }
  });

  it('histogramSparse adds the gradient at a place to the slots listed for a row', () => {
    const starts = room.ints([0, 2, 2, 5]);
    const entries = room.ints([0, 3, 1, 3, 4]);
    const gradients = packed(3, 1000);
    const slots = packed(6, 1000);
    const [before, [, g1, g2]] = [words(slots, 6), words(gradients, 3)];
    // Row 2 with the gradient at place 1, row 1 without entries, row 0 with the gradient at place 2.
    kernels.histogramSparse(
      starts,
      entries,
      room.ints([2, 1, 1, 0, 0, 2, 0, 0]),
      3,
      gradients,
      slots,
    );
    const added = [g2, g1, 0n, g1 + g2, g1, 0n];
    expect(words(slots, 6)).toEqual(before.map((word, k) => word + added[k]));
  });

  it.each([1, 3, 16, 17, 40])('gatherRows copies rows of %i bytes and nothing else', (stride) => {
    const nRows = 40;
    const bins = Uint8Array.from({ length: nRows * stride }, () => random.below(256));
    const gradients = packed(nRows, 1000);
    const places = Array.from({ length: 35 }, () => random.below(nRows));
    const items = room.ints(places.flatMap((place, i) => [1000 + i, place]));
    const first = 2;
    const end = first + places.length;
    const newBins = room.bytes(new Uint8Array((end + 20) * stride).fill(99));
    const newGradients = room.ints(new Int32Array(2 * (end + 1)).fill(99));
    const from = room.bytes(bins);
    kernels.gatherRows(from, stride, items, 35, gradients, first, newBins, newGradients);
    const rowOf = (k: number) => (k < first || k >= end ? undefined : places[k - first]);
    expect([...heap.bytes(newBins, (end + 20) * stride)]).toEqual(
      Array.from({ length: end + 20 }, (_, k) => rowOf(k)).flatMap((row) =>
        row === undefined
          ? Array(stride).fill(99)
          : [...bins.slice(row * stride, (row + 1) * stride)],
      ),
    );
    const packedOf = words(gradients, nRows);
    expect(words(newGradients, end + 1)).toEqual(
      Array.from({ length: end + 1 }, (_, k) => packedOf[rowOf(k) ?? -1] ?? (99n << 32n) + 99n),
    );
    expect([...heap.ints(items, 70)]).toEqual(places.flatMap((_, i) => [1000 + i, first + i]));
  });
});
