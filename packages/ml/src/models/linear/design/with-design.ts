import { threadHeap } from '../../../kernels/index.ts';
import { denseDesign } from './dense-design.ts';
import { type Design, type Features, isSparse } from './design.ts';
import { sparseDesign } from './sparse-design.ts';

/** Runs a piece of work on the rows and gives back the memory that it took. */
export function withDesign<Result>(
  x: Features,
  nScores: number,
  work: (design: Design) => Result,
): Result {
  if (isSparse(x)) return work(sparseDesign(x, nScores));
  const heap = threadHeap();
  const mark = heap.mark();
  try {
    return work(denseDesign(x, nScores, heap));
  } finally {
    heap.release(mark);
  }
}
