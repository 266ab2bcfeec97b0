import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
import { linearViews } from './linear-views.ts';

/** The kernels that add leaves to scores in plain TypeScript. */
export function leavesTwin(memory: LinearMemory): Pick<TreeKernels, 'addToRows' | 'walkTree'> {
  const { bytes, ints, doubles } = linearViews(memory);
  return {
    addToRows(itemsAt, n, value, scoresAt) {
      const [items, scores] = [ints(itemsAt), doubles(scoresAt)];
      for (let i = 0; i < n; i++) scores[items[2 * i]] += value;
    },
    walkTree(rowBinsAt, stride, itemsAt, from, to, nodesAt, tablesAt, leafValuesAt, scoresAt) {
      const [rowBins, tables, nodes] = [bytes(rowBinsAt), bytes(tablesAt), ints(nodesAt)];
      const [items, leafValues, scores] = [ints(itemsAt), doubles(leafValuesAt), doubles(scoresAt)];
      for (let i = from; i < to; i++) {
        const row = itemsAt === 0 ? i : items[2 * i];
        let node = 0;
        while (node >= 0) {
          const at = 4 * node;
          const bin = rowBins[row * stride + nodes[at]];
          node = tables[256 * nodes[at + 3] + bin] !== 0 ? nodes[at + 1] : nodes[at + 2];
        }
        scores[row] += leafValues[~node];
      }
    },
  };
}
