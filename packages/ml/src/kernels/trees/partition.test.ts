import { describe, expect, it } from 'vitest';
import { testedKernels } from './testing/tested-kernels.ts';

describe.each(testedKernels())('%s kernels', (_name, { kernels, heap, room }) => {
  const { random } = room;

  it('listRows lists rows, each in its own place', () => {
    const items = room.ints(new Int32Array(10).fill(-1));
    kernels.listRows(items, 1, 4);
    expect([...heap.ints(items, 10)]).toEqual([-1, -1, 1, 1, 2, 2, 3, 3, -1, -1]);
  });

  const itemsAt = (at: number, n: number) =>
    Array.from({ length: n }, (_, i) => [...heap.ints(at + 8 * i, 2)]);

  it.each([0, 1, 2, 100])('partitionRows keeps the order of %i items, in place or not', (n) => {
    for (const share of [0, 0.3, 1]) {
      const list = Array.from({ length: n }, (_, i) => [(7 * i) % n, 500 + i]);
      const columnBins = Array.from({ length: n }, () => random.below(256));
      const goesLeft = Array.from({ length: 256 }, () => (random.next() < share ? 1 : 0));
      const isLeft = ([row]: readonly number[]) => goesLeft[columnBins[row]] === 1;
      for (const isInPlace of [true, false]) {
        const items = room.ints(list.flat());
        const left = isInPlace ? items : room.ints(new Int32Array(2 * n));
        const right = room.ints(new Int32Array(2 * n));
        const bins = room.bytes(columnBins);
        const nLeft = kernels.partitionRows(items, n, bins, room.bytes(goesLeft), left, right);
        expect(nLeft).toBe(list.filter(isLeft).length);
        expect(itemsAt(left, nLeft)).toEqual(list.filter(isLeft));
        expect(itemsAt(right, n - nLeft)).toEqual(list.filter((item) => !isLeft(item)));
      }
    }
  });

  it('copyRows copies items, over each other too', () => {
    const items = room.ints([1, 2, 3, 4, 5, 6, 7, 8]);
    kernels.copyRows(items, 3, items + 8);
    expect([...heap.ints(items, 8)]).toEqual([1, 2, 1, 2, 3, 4, 5, 6]);
    kernels.copyRows(items, 0, items + 8);
    expect([...heap.ints(items, 8)]).toEqual([1, 2, 1, 2, 3, 4, 5, 6]);
  });
});
