import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gather } from './gather.ts';
import type { LineageDirection, LineageEdgeRecord, NodesBeside } from './store.ts';

/** What a store without any bound would say. */
function besideOf(edges: readonly LineageEdgeRecord[], limit: number) {
  return async (node: string, towards: LineageDirection): Promise<NodesBeside> => {
    const [near, far] =
      towards === 'origins' ? (['to', 'from'] as const) : (['from', 'to'] as const);
    const all = edges.filter((edge) => edge[near] === node);
    const nodes = [...new Set(all.map((edge) => edge[far]))];
    const told = new Set(nodes.slice(0, limit));
    return {
      edges: all.filter((edge) => told.has(edge[far])),
      counts: nodes.length === 0 ? {} : { n: nodes.length },
    };
  };
}

const anyEdges = fc.array(
  fc.record({
    from: fc.nat(14).map((i) => `n:${i}`),
    to: fc.nat(14).map((i) => `n:${i}`),
    role: fc.constantFrom('a', 'b'),
  }),
  { maxLength: 40 },
);
const passes = () => Promise.resolve(true);
const everything = { passes, nodes: 500 };

describe('gather', () => {
  it('tells every arrow on a way to or from the node, and folds nothing, where there is room', async () => {
    await fc.assert(
      fc.asyncProperty(anyEdges, async (edges) => {
        const { edges: found, folded } = await gather(['n:0'], {
          ...{ beside: besideOf(edges, 100), ...everything },
        });
        expect(new Set(found.map((edge) => JSON.stringify(edge)))).toEqual(
          waysThrough(edges, 'n:0'),
        );
        expect(folded).toEqual([]);
      }),
      { seed: 5 },
    );
  });

  it('tells no more nodes than were asked for, each on a way to or from the node, and counts the others', async () => {
    await fc.assert(
      fc.asyncProperty(anyEdges, fc.integer({ min: 1, max: 4 }), async (edges, limit) => {
        const beside = besideOf(edges, limit);
        const { edges: found, folded } = await gather(['n:0'], { beside, passes, nodes: 8 });
        const nodes = new Set(['n:0', ...found.flatMap(({ from, to }) => [from, to])]);
        expect(nodes.size).toBeLessThanOrEqual(8);
        const all = waysThrough(edges, 'n:0');
        for (const edge of found) expect(all).toContain(JSON.stringify(edge));
        for (const { beside: node, towards, n } of folded) {
          const [near, far] =
            towards === 'origins' ? (['to', 'from'] as const) : (['from', 'to'] as const);
          const there = new Set(
            edges.filter((edge) => edge[near] === node).map((edge) => edge[far]),
          );
          expect(n).toBeGreaterThan(0);
          expect(n).toBeLessThanOrEqual(there.size);
        }
        if (found.length < all.size) expect(folded.length).toBeGreaterThan(0);
      }),
      { seed: 6 },
    );
  });
});

/** Arrows of ways that end or begin at a node, by brute force. */
function waysThrough(edges: readonly LineageEdgeRecord[], node: string): ReadonlySet<string> {
  const closure = (near: 'from' | 'to', far: 'from' | 'to') => {
    const reached = new Set([node]);
    for (const at of reached)
      for (const edge of edges) if (edge[near] === at) reached.add(edge[far]);
    return edges.filter((edge) => reached.has(edge[near]));
  };
  const ways = [...closure('from', 'to'), ...closure('to', 'from')];
  return new Set(ways.map((edge) => JSON.stringify(edge)));
}
