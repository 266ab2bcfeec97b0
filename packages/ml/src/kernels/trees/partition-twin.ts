import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
import { linearViews } from './linear-views.ts';

/** The kernels that list and part rows in plain TypeScript. An item of a list is two numbers: row and place. */
export function partitionTwin(
  memory: LinearMemory,
): Pick<TreeKernels, 'drawRows' | 'listRows' | 'partitionRows' | 'copyRows'> {
  const { bytes, ints } = linearViews(memory);
  return {
    drawRows(itemsAt, n, limit, seed) {
      const items = ints(itemsAt);
      const drawn: number[] = [];
      const others: number[] = [];
      for (let row = 0; row < n; row++)
        (mixed(row, seed) < limit >>> 0 ? drawn : others).push(row, row);
      items.set(drawn);
      items.set(others, drawn.length);
      return drawn.length / 2;
    },
    listRows(itemsAt, from, to) {
      const items = ints(itemsAt);
      for (let row = from; row < to; row++) {
        items[2 * row] = row;
        items[2 * row + 1] = row;
      }
    },
    partitionRows(itemsAt, n, columnBinsAt, goesLeftAt, leftAt, rightAt) {
      const [items, left, right] = [ints(itemsAt), ints(leftAt), ints(rightAt)];
      const [columnBins, goesLeft] = [bytes(columnBinsAt), bytes(goesLeftAt)];
      let nLeft = 0;
      for (let i = 0; i < n; i++) {
        const [row, place] = [items[2 * i], items[2 * i + 1]];
        const nRight = i - nLeft;
        // Both are written and one of them counts, as the compiled kernel does.
        left[2 * nLeft] = row;
        left[2 * nLeft + 1] = place;
        right[2 * nRight] = row;
        right[2 * nRight + 1] = place;
        nLeft += goesLeft[columnBins[row]];
      }
      return nLeft;
    },
    copyRows(fromAt, n, toAt) {
      ints(toAt).set(ints(fromAt).subarray(0, 2 * n));
    },
  };
}

/** A well-mixed whole number of a row. @source Appleby, MurmurHash3's finalizer. */
function mixed(row: number, seed: number): number {
  let z = (Math.imul(row, 0x9e3779b9) + seed) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
