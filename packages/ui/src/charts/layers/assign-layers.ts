/** An arrow between nodes that are known by their numbers. */
export interface NumberedArrow {
  readonly from: number;
  readonly to: number;
}

/** Columns of a graph. */
export interface Layers {
  /** Column of each node, from 0. */
  readonly layerOf: readonly number[];
  /** Whether each arrow closes a circle, so that it must lead back. */
  readonly isBack: readonly boolean[];
}

/**
 * Puts nodes into columns so that every arrow leads to the right, but those that close a circle.
 *
 * A node stands right of the longest way that leads to it; one that nothing leads to stands beside the first that it leads to.
 *
 * @cost O(nodes + arrows)
 */
export function assignLayers(nNodes: number, arrows: readonly NumberedArrow[]): Layers {
  const results: number[][] = Array.from({ length: nNodes }, () => []);
  for (const [i, { from }] of arrows.entries()) results[from]?.push(i);
  const { isBack, finished } = findBack(nNodes, arrows, results);
  const layerOf = Array.from({ length: nNodes }, () => 0);
  const isRoot = Array.from({ length: nNodes }, () => true);
  // Nodes that finish last come before all that they lead to.
  for (const node of finished.toReversed())
    for (const i of results[node] ?? []) {
      const to = arrows[i]?.to ?? 0;
      if (isBack[i]) continue;
      isRoot[to] = false;
      layerOf[to] = Math.max(layerOf[to] ?? 0, (layerOf[node] ?? 0) + 1);
    }
  for (let node = 0; node < nNodes; node++) {
    const ahead = (results[node] ?? [])
      .filter((i) => !isBack[i])
      .map((i) => layerOf[arrows[i]?.to ?? 0] ?? 0);
    if (isRoot[node] && ahead.length > 0) layerOf[node] = Math.min(...ahead) - 1;
  }
  return { layerOf, isBack };
}

/** Depth first, in the order of the nodes: arrows to a node that is still being walked close a circle. */
function findBack(
  nNodes: number,
  arrows: readonly NumberedArrow[],
  results: readonly (readonly number[])[],
): { readonly isBack: readonly boolean[]; readonly finished: readonly number[] } {
  const isBack = arrows.map(() => false);
  const finished: number[] = [];
  const state: ('new' | 'open' | 'done')[] = Array.from({ length: nNodes }, () => 'new');
  for (let root = 0; root < nNodes; root++) {
    if (state[root] !== 'new') continue;
    state[root] = 'open';
    const stack = [{ node: root, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const i = results[top.node]?.[top.next];
      if (i === undefined) {
        state[top.node] = 'done';
        finished.push(top.node);
        stack.pop();
        continue;
      }
      top.next += 1;
      const to = arrows[i]?.to ?? 0;
      if (state[to] === 'open') isBack[i] = true;
      if (state[to] !== 'new') continue;
      state[to] = 'open';
      stack.push({ node: to, next: 0 });
    }
  }
  return { isBack, finished };
}
