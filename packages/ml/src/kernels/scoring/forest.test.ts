import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { openHeap } from '../heap.ts';
import { loadKernels } from '../load-kernels.ts';
import { SCORING } from '../scoring.ts';
import { roomIn } from '../trees/testing/room.ts';

const COLUMNS = 3;
const LEAVES = 9;

/** Nodes from number `first` on, each child after its parent, the last ones with leaves alone. */
function randomNodes(below: (n: number) => number, nNodes: number, first: number): number[] {
  const child = (node: number) =>
    node + 1 < nNodes && below(3) > 0
      ? first + node + 1 + below(nNodes - node - 1)
      : ~below(LEAVES);
  return Array.from({ length: nNodes }, (_, node) => [
    below(COLUMNS) * 256 + [0, 255, below(256)][below(3)],
    child(node),
    child(node),
  ]).flat();
}

describe('addForestTree', () => {
  const heap = openHeap(2 ** 21);
  const all = [loadKernels(SCORING, heap.memory), SCORING.twin(heap.memory)];

  it.each([
    [1, 0, 1],
    [1, 1, 1],
    [40, 40, 1],
    [70, 33, 4],
    [300, 300, 2],
  ])('of %i rows, %i listed, %i outputs is the same as its twin', (nRows, nListed, nOutputs) => {
    for (let seed = 0; seed < 12; seed++) {
      const random = seededRandom(seed);
      const room = roomIn(heap, random);
      const mark = heap.mark();
      const below = (n: number) => random.below(n);
      const first = below(2) * 50;
      const nNodes = [1, 2, 30][below(3)];
      const nodes = room.ints(randomNodes(below, nNodes, first));
      const root = seed === 7 ? ~3 : first;
      const leaves = room.doubles(Array.from({ length: LEAVES * nOutputs }, () => random.normal()));
      const bins = room.bytes(Array.from({ length: COLUMNS * nRows }, () => below(256)));
      const order = Array.from({ length: nRows }, (_, i) => (i * 7919 + seed) % nRows);
      const listed = room.ints(order);
      const work = room.bytes(new Uint8Array(12 * nRows + 64).fill(90));
      const start = Array.from({ length: nRows * nOutputs }, () => random.normal());
      const [own, wanted] = all.map((kernels) => {
        const sums = room.doubles([...start, 5]);
        kernels.addForestTree(
          nodes - 12 * first,
          root,
          leaves,
          nOutputs,
          bins,
          nRows,
          listed,
          nListed,
          work,
          sums,
        );
        return [...heap.doubles(sums, start.length + 1)];
      });
      expect(own).toEqual(wanted);
      expect(own.filter((sum, i) => sum !== [...start, 5][i]).length).toBe(nListed * nOutputs);
      expect(heap.bytes(work + 12 * nRows, 64).every((byte) => byte === 90)).toBe(true);
      heap.release(mark);
    }
  });
});
