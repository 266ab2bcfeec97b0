import { describe, it } from 'vitest';
import { openHeap } from '../heap.ts';
import { loadKernels } from '../load-kernels.ts';
import { TREES, type TreeKernels } from '../trees.ts';
import { checkAgainstTwin } from './testing/check-against-twin.ts';
import { TWIN_CASES } from './testing/twin-cases.ts';

describe('kernels of trees', () => {
  const heap = openHeap(2 ** 21);
  const compiled = loadKernels(TREES, heap.memory);

  it.each(Object.keys(TWIN_CASES) as (keyof TreeKernels)[])(
    '%s is the same to the last bit as its twin',
    (name) => checkAgainstTwin(name, heap, compiled),
  );
});
