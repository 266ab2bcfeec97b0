import { describe, expect, it } from 'vitest';
import { testedKernels } from './testing/tested-kernels.ts';

/** Two questions: column 1 first, then column 0 on its right. */
const NODES = [
  { column: 1, left: ~2, right: 1, table: 1 },
  { column: 0, left: ~0, right: ~1, table: 0 },
];
const LEAF_VALUES = [0.1, 0.2, -0.3];

function answer(goesLeft: readonly number[][], bins: readonly number[], node = 0): number {
  if (node < 0) return LEAF_VALUES[~node];
  const { column, left, right, table } = NODES[node];
  return answer(goesLeft, bins, goesLeft[table][bins[column]] === 1 ? left : right);
}

describe.each(testedKernels())('%s kernels', (_name, { kernels, heap, room }) => {
  const { random } = room;
  const nRows = 60;
  const start = Array.from({ length: nRows }, () => random.normal());

  it('addToRows adds to the listed rows, to one listed twice as often', () => {
    const scores = room.doubles(start);
    const items = room.ints([5, -1, 9, -1, 5, -1, 30, -1]);
    kernels.addToRows(items, 3, 0.25, scores);
    const expected = start.slice();
    for (const row of [5, 9, 5]) expected[row] += 0.25;
    expect([...heap.doubles(scores, nRows)]).toEqual(expected);
  });

  it.each([true, false])('walkTree adds the leaf that each row reaches, a list: %s', (hasList) => {
    const rows = Array.from({ length: nRows }, () => [random.below(256), random.below(256), 0]);
    const goesLeft = [0, 1].map(() => Array.from({ length: 256 }, () => random.below(2)));
    const list = Array.from({ length: nRows }, (_, i) => (hasList ? (13 * i) % nRows : i));
    const scores = room.doubles(start);
    kernels.walkTree(
      room.bytes(rows.flat()),
      3,
      hasList ? room.ints(list.flatMap((row) => [row, -1])) : 0,
      7,
      50,
      room.ints(NODES.flatMap(({ column, left, right, table }) => [column, left, right, table])),
      room.bytes(goesLeft.flat()),
      room.doubles(LEAF_VALUES),
      scores,
    );
    const expected = start.slice();
    for (const row of list.slice(7, 50)) expected[row] += answer(goesLeft, rows[row]);
    expect([...heap.doubles(scores, nRows)]).toEqual(expected);
  });
});
