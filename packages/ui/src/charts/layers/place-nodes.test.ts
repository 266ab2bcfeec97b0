import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignLayers } from './assign-layers.ts';
import { type PlacedGraph, placeNodes } from './place-nodes.ts';
import { spread } from './spread.ts';

const SIZES = { nodeWidth: 180, nodeHeight: 44, columnGap: 90, rowGap: 16 } as const;

const anyGraph = fc.integer({ min: 1, max: 18 }).chain((nNodes) =>
  fc.record({
    nNodes: fc.constant(nNodes),
    arrows: fc.array(fc.record({ from: fc.nat(nNodes - 1), to: fc.nat(nNodes - 1) }), {
      maxLength: 36,
    }),
  }),
);

const forEveryGraph = (
  check: (
    graph: PlacedGraph,
    given: { nNodes: number; arrows: { from: number; to: number }[] },
  ) => void,
) =>
  fc.assert(
    fc.property(anyGraph, (given) => check(placeNodes(given.nNodes, given.arrows, SIZES), given)),
    { seed: 11, numRuns: 300 },
  );

describe('placeNodes', () => {
  it('leads every arrow to the right, but one that closes a circle', () => {
    forEveryGraph(({ nodes, arrows }, given) => {
      for (const [i, { points, isBack }] of arrows.entries()) {
        const { from = 0, to = 0 } = given.arrows[i] ?? {};
        if (isBack) continue;
        expect(nodes[to]?.layer).toBeGreaterThan(nodes[from]?.layer ?? 0);
        const xs = points.map(({ x }) => x);
        expect(xs).toEqual(xs.toSorted((a, b) => a - b));
        expect(points[0]?.x).toBe((nodes[from]?.x ?? 0) + SIZES.nodeWidth);
        expect(points.at(-1)?.x).toBe(nodes[to]?.x);
      }
    });
  });

  it('calls no arrow one that leads back where there is no circle', () => {
    forEveryGraph((_, { nNodes, arrows }) => {
      const forward = arrows.filter(({ from, to }) => from < to);
      expect(assignLayers(nNodes, forward).isBack).not.toContain(true);
    });
  });

  it('leaves a graph without circles when the arrows that lead back are taken away', () => {
    forEveryGraph(({ arrows }, given) => {
      const rest = given.arrows.filter((_, i) => !arrows[i]?.isBack);
      expect(hasCircle(given.nNodes, rest)).toBe(false);
    });
  });

  it('draws no node over another, and all of them within its bounds', () => {
    forEveryGraph(({ nodes, width, height }) => {
      for (const [i, a] of nodes.entries()) {
        expect(a.x).toBeGreaterThanOrEqual(0);
        expect(a.y).toBeGreaterThanOrEqual(-1e-9);
        expect(a.x + SIZES.nodeWidth).toBeLessThanOrEqual(width + 1e-9);
        expect(a.y + SIZES.nodeHeight).toBeLessThanOrEqual(height + 1e-9);
        for (const b of nodes.slice(i + 1))
          if (a.layer === b.layer)
            expect(Math.abs(a.y - b.y)).toBeGreaterThanOrEqual(
              SIZES.nodeHeight + SIZES.rowGap - 1e-9,
            );
      }
    });
  });

  it('leads no arrow through a node', () => {
    forEveryGraph(({ nodes, arrows }) => {
      for (const { points, isBack } of arrows) {
        if (isBack) continue;
        // Columns that are passed lie between an even point and the one after it.
        for (let i = 1; i + 1 < points.length; i += 2)
          for (const { x, y } of nodes)
            if (x === points[i]?.x) {
              const at = points[i]?.y ?? 0;
              expect(at > y && at < y + SIZES.nodeHeight).toBe(false);
            }
      }
    });
  });

  it('draws the same graph the same way', () => {
    forEveryGraph((graph, { nNodes, arrows }) => {
      expect(placeNodes(nNodes, arrows, SIZES)).toEqual(graph);
    });
  });

  it('stands a chain on one line, and a table beside the first that reads it', () => {
    const chain = placeNodes(
      4,
      [
        { from: 0, to: 1 },
        { from: 1, to: 2 },
        { from: 3, to: 2 },
      ],
      SIZES,
    );
    expect(chain.nodes.map(({ layer }) => layer)).toEqual([0, 1, 2, 1]);
    const line = placeNodes(
      3,
      [
        { from: 0, to: 1 },
        { from: 1, to: 2 },
      ],
      SIZES,
    );
    expect(new Set(line.nodes.map(({ y }) => y)).size).toBe(1);
  });
});

describe('spread', () => {
  it('keeps the order and the distances, and moves nothing that need not be moved', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: 12 }), (wanted) => {
        const apart = wanted.slice(1).map((_, i) => 10 + i);
        const placed = spread(wanted, apart);
        for (let i = 1; i < placed.length; i++)
          expect((placed[i] ?? 0) - (placed[i - 1] ?? 0)).toBeGreaterThanOrEqual(
            (apart[i - 1] ?? 0) - 1e-9,
          );
        expect(spread(placed, apart).every((at, i) => Math.abs(at - (placed[i] ?? 0)) < 1e-6)).toBe(
          true,
        );
      }),
      { seed: 12 },
    );
  });

  it('is nearer to what is wanted than any small change of it', () => {
    const wanted = [0, 0, 3, 50, 40];
    const apart = [10, 10, 10, 10];
    expect(spread(wanted, apart)).toEqual([-9, 1, 11, 40, 50]);
  });
});

/** By taking away nodes that nothing leads to. */
function hasCircle(nNodes: number, arrows: readonly { from: number; to: number }[]): boolean {
  const left = new Set(Array.from({ length: nNodes }, (_, i) => i));
  for (let isOn = true; isOn; ) {
    const free = [...left].filter(
      (node) => !arrows.some(({ from, to }) => to === node && left.has(from)),
    );
    for (const node of free) left.delete(node);
    isOn = free.length > 0;
  }
  return left.size > 0;
}
