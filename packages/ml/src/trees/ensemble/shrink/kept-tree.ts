import type { TreeEnsemble } from '../tree-ensemble.ts';
import type { Step } from './forced-side.ts';

/** What is left of a tree. */
export interface Kept {
  /** Breadth first: the node's position in the ensemble, and its children as in the state. */
  readonly nodes: readonly {
    readonly node: number;
    readonly left: number;
    readonly right: number;
  }[];
  readonly leaves: readonly Leaf[];
}

interface Leaf {
  readonly value: number;
  readonly weight: number;
}

/** A node that is asked, or a leaf. `left` and `right` are positions in the list of these. */
interface Reached extends Step {
  left: number;
  right: number;
  leaf?: Leaf;
}

/**
 * Follows a tree from its root, leaves out nodes that always send rows to one side, and joins leaves of the same value
 * under one node.
 *
 * @param sideOf The only side that rows take at a node, if there is one.
 */
export function keptTree(
  ensemble: TreeEnsemble,
  tree: number,
  sideOf: (ensemble: TreeEnsemble, step: Step) => 'left' | 'right' | undefined,
): Kept {
  const reached = reachedNodes(ensemble, tree, sideOf);
  for (let i = reached.length - 1; i >= 0; i--) {
    const here = reached[i];
    if (here.leaf) continue;
    const a = reached[here.left].leaf;
    const b = reached[here.right].leaf;
    if (a && b && Object.is(a.value, b.value))
      here.leaf = { value: a.value, weight: a.weight + b.weight };
  }
  const nodes: { node: number; left: number; right: number }[] = [];
  const leaves: Leaf[] = [];
  const queue: Reached[] = [];
  const follow = (next: Reached): number =>
    next.leaf ? ~(leaves.push(next.leaf) - 1) : queue.push(next) - 1;
  follow(reached[0]);
  for (const here of queue) {
    const left = follow(reached[here.left]);
    nodes.push({ node: here.node, left, right: follow(reached[here.right]) });
  }
  return { nodes, leaves };
}

/** Breadth first, so that children come after their parent. */
function reachedNodes(
  ensemble: TreeEnsemble,
  tree: number,
  sideOf: (ensemble: TreeEnsemble, step: Step) => 'left' | 'right' | undefined,
): Reached[] {
  const { nodeOffsets, leafOffsets, lefts, rights, leafValues, leafWeights } = ensemble;
  const first = nodeOffsets[tree];
  const reached: Reached[] = [];
  const reach = (at: number, parent: Reached | undefined, isLeft: boolean): number => {
    let next = at;
    while (next >= 0) {
      const step: Reached = { node: first + next, parent, isLeft, left: 0, right: 0 };
      const side = sideOf(ensemble, step);
      if (side === undefined) return reached.push(step) - 1;
      next = (side === 'left' ? lefts : rights)[step.node];
    }
    const place = leafOffsets[tree] + ~next;
    const leaf = { value: leafValues[place], weight: leafWeights[place] };
    return reached.push({ node: -1, parent, isLeft, left: 0, right: 0, leaf }) - 1;
  };
  reach(first === nodeOffsets[tree + 1] ? ~0 : 0, undefined, false);
  for (let i = 0; i < reached.length; i++) {
    const here = reached[i];
    if (here.leaf) continue;
    here.left = reach(lefts[here.node], here, true);
    here.right = reach(rights[here.node], here, false);
  }
  return reached;
}
