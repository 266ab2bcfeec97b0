import type { Heap } from '../../heap.ts';
import { binOf, MAX_BINS } from '../forest/binned-columns.ts';
import { type ForestDesk, forestDesk } from '../forest/forest-job.ts';
import type { Room } from './room.ts';

/** A random job over about `size` rows, at least one: every task, with and without each option. */
export function randomForestJob(heap: Heap, room: Room, size: number): ForestDesk {
  const { random } = room;
  const nRows = Math.max(1, size);
  const nColumns = random.below(5);
  const nClasses = [0, 0, 3, 5][random.below(4)];
  const cuts: number[] = [];
  const cutOffsets = [0];
  const bins = new Uint8Array(nRows * nColumns);
  for (let c = 0; c < nColumns; c++) {
    const nCuts = [0, 1, 9, MAX_BINS - 1][random.below(4)];
    const own = Float64Array.from({ length: nCuts }, () => random.normal()).sort();
    cuts.push(...own);
    cutOffsets.push(cuts.length);
    for (let i = 0; i < nRows; i++) bins[c * nRows + i] = binOf(own, 0, nCuts, random.normal());
  }
  // Two classes, numbers, or numbers that may add up to exactly 0 on both sides of a cut.
  const target = [() => random.below(2), () => random.normal(), () => 2 * random.below(2) - 1][
    random.below(3)
  ];
  const targets = Float64Array.from({ length: nRows }, () =>
    nClasses > 0 ? random.below(nClasses) : target(),
  );
  const weights = Float64Array.from({ length: nRows }, () => 0.25 + random.next());
  const job = {
    nRows,
    nColumns,
    bins: room.bytes(bins),
    cuts: room.doubles(cuts),
    cutOffsets: room.ints(cutOffsets),
    targets: room.doubles(targets),
    weights: random.below(2) === 0 ? 0 : room.doubles(weights),
    nClasses,
    isBootstrap: random.below(2) === 0,
    drawsCuts: random.below(3) === 0,
    nCandidates: 1 + random.below(Math.max(1, nColumns)),
    maxDepth: [1, 4, 64][random.below(3)],
    minLeaf: [1, 2.5, 4][random.below(3)],
    origin: random.normal(),
  };
  return forestDesk(heap, job, { maxLeaves: nRows, nearRows: [0, 1, 5, 40][random.below(4)] });
}
