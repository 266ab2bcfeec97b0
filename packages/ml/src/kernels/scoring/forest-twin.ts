import type { ScoringKernels } from '../scoring.ts';
import { linearViews } from '../trees/linear-views.ts';
import type { LinearMemory } from '../web-assembly.ts';

const NODE_SIZE = 3;

/** The kernel of forests in plain TypeScript: row after row where it takes all of them down level by level. */
export function forestTwin(memory: LinearMemory): Pick<ScoringKernels, 'addForestTree'> {
  return {
    addForestTree(
      nodesAt,
      root,
      leavesAt,
      nOutputs,
      binsAt,
      nRows,
      listedAt,
      nListed,
      _work,
      sumsAt,
    ) {
      const views = linearViews(memory);
      const [nodes, bins, listed] = [views.ints(0), views.bytes(binsAt), views.ints(listedAt)];
      const [leaves, sums] = [views.doubles(leavesAt), views.doubles(sumsAt)];
      for (const row of listed.subarray(0, nListed)) {
        let node = root;
        while (node >= 0) {
          const at = nodesAt / 4 + node * NODE_SIZE;
          const question = nodes[at];
          const isNo = bins[(question >> 8) * nRows + row] > (question & 255);
          node = nodes[at + (isNo ? 2 : 1)];
        }
        for (let k = 0; k < nOutputs; k++) sums[row * nOutputs + k] += leaves[~node * nOutputs + k];
      }
    },
  };
}
