import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
import { linearViews } from './linear-views.ts';

/** The kernels that part rows in plain TypeScript. */
export function partitionTwin(
  memory: LinearMemory,
): Pick<TreeKernels, 'partitionRows' | 'copyRows'> {
  const { bytes, ints } = linearViews(memory);
  return {
    partitionRows(rowsAt, n, columnBinsAt, goesLeftAt, leftAt, rightAt) {
      const [rows, left, right] = [ints(rowsAt), ints(leftAt), ints(rightAt)];
      const [columnBins, goesLeft] = [bytes(columnBinsAt), bytes(goesLeftAt)];
      let nLeft = 0;
      for (let i = 0; i < n; i++) {
        const row = rows[i];
        // Both are written and one of them counts, as the compiled kernel does.
        left[nLeft] = row;
        right[i - nLeft] = row;
        nLeft += goesLeft[columnBins[row]];
      }
      return nLeft;
    },
    copyRows(fromAt, n, toAt) {
      ints(toAt).set(ints(fromAt).subarray(0, n));
    },
  };
}
