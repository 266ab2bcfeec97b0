import { seededRandom } from '../../../math/index.ts';
import type { Heap } from '../../heap.ts';
import { TREES, type TreeKernels } from '../../trees.ts';
import { roomIn } from './room.ts';
import { TWIN_CASES } from './twin-cases.ts';

/** None, one, odd ones, and those around the batches of the kernels. */
const SIZES = [0, 1, 2, 3, 7, 31, 32, 33, 63, 64, 65, 130];
/** Kernels with many ways through them are called more often. */
const N_ROUNDS: Partial<Record<keyof TreeKernels, number>> = { bestSplit: 600, addCutScores: 12 };
const UNTOUCHED = 0x5a;
const MARGIN_BYTES = 128;

/**
 * Calls a kernel and its twin on the same random memory.
 *
 * @param heap A heap of at least 1 MiB. @param kernels Kernels over its memory.
 * @throws Error where the two leave different bits, return something different, or do nothing at all.
 */
export function checkAgainstTwin(name: keyof TreeKernels, heap: Heap, kernels: TreeKernels): void {
  const twin = TREES.twin(heap.memory);
  let hasEffect = false;
  for (let round = 0; round < (N_ROUNDS[name] ?? 4); round++) {
    for (const size of SIZES) {
      const start = heap.mark();
      const random = seededRandom(1000 * round + size);
      heap.bytes(heap.take(MARGIN_BYTES), MARGIN_BYTES).fill(UNTOUCHED);
      const { run, scratch } = TWIN_CASES[name](roomIn(heap, random), size);
      heap.bytes(heap.take(MARGIN_BYTES), MARGIN_BYTES).fill(UNTOUCHED);
      const all = heap.bytes(start, heap.mark() - start);
      const forget = () => scratch && heap.bytes(scratch.at, scratch.nBytes).fill(UNTOUCHED);
      forget();
      const before = all.slice();
      const effects = [kernels, twin].map((one) => {
        all.set(before);
        const returned = run(one);
        forget();
        return { returned, bytes: all.slice() };
      });
      heap.release(start);
      const [own, wanted] = effects;
      const place = firstDifference(own.bytes, wanted.bytes);
      const call = `${name} (size ${size}, round ${round})`;
      if (place >= 0) throw new Error(`${call} leaves other bits than its twin at byte ${place}.`);
      if (!Object.is(own.returned, wanted.returned))
        throw new Error(`${call} returns ${own.returned}, its twin ${wanted.returned}.`);
      hasEffect ||= own.returned !== undefined || firstDifference(own.bytes, before) >= 0;
    }
  }
  if (!hasEffect) throw new Error(`${name} does nothing in any of its cases.`);
}

/** Where two of one length differ first; -1 where they do not. */
function firstDifference(a: Uint8Array, b: Uint8Array): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return k;
  return -1;
}
