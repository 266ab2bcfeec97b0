import { seededRandom } from '../../../math/index.ts';
import type { TreeKernels } from '../../trees.ts';
import type { LinearMemory } from '../../web-assembly.ts';
import { linearViews } from '../linear-views.ts';
import type { BinnedColumns } from './binned-columns.ts';
import { classCriterion } from './class-criterion.ts';
import { readForestJob, writeForestResult } from './forest-job.ts';
import { growTree, type NodeWriter } from './grow-tree.ts';
import { momentCriterion } from './moment-criterion.ts';

/** The kernel that grows a tree of a forest in plain TypeScript. */
export function forestTwin(memory: LinearMemory): Pick<TreeKernels, 'growForestTree'> {
  const { bytes, ints, doubles } = linearViews(memory);
  return {
    growForestTree(at, seed) {
      const job = readForestJob(memory.buffer, at);
      const { nRows, nColumns, nClasses, minLeaf, origin } = job;
      const random = seededRandom(seed >>> 0);
      const weights = new Float64Array(nRows).fill(job.isBootstrap ? 0 : 1);
      if (job.isBootstrap) for (let i = 0; i < nRows; i++) weights[random.below(nRows)]++;
      if (job.weights !== 0) {
        const given = doubles(job.weights);
        for (let i = 0; i < nRows; i++) weights[i] *= given[i];
      }
      const binned: BinnedColumns = {
        nRows,
        nColumns,
        bins: bytes(job.bins),
        cuts: {
          values: doubles(job.cuts),
          offsets: ints(job.cutOffsets).subarray(0, nColumns + 1),
        },
      };
      const targets = doubles(job.targets).subarray(0, nRows);
      const criterion =
        nClasses === 0
          ? momentCriterion(binned, { values: targets, origin, weights }, minLeaf)
          : classCriterion(binned, { codes: Int32Array.from(targets), nClasses, weights }, minLeaf);
      const nodes = nodeWriter(ints(job.nodes));
      let nLeaves = 0;
      const addLeaf = () => {
        const start = nLeaves * criterion.nOutputs;
        criterion.writeLeaf(doubles(job.leaves).subarray(start, start + criterion.nOutputs));
        return nLeaves++;
      };
      const rows = Int32Array.from({ length: nRows }, (_, i) => i).filter((i) => weights[i] > 0);
      const root = growTree({ ...job, binned, criterion, nodes, addLeaf }, rows, random);
      writeForestResult(memory.buffer, at, { nNodes: nodes.count(), nLeaves, root });
    },
  };
}

function nodeWriter(nodes: Int32Array): NodeWriter & { count(): number } {
  let count = 0;
  return {
    count: () => count,
    add(column, cut) {
      nodes[3 * count] = column * 256 + cut;
      return count++;
    },
    link(node, side, child) {
      nodes[3 * node + 1 + side] = child;
    },
  };
}
