import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { assignLayers, type PlacedGraph, type Point, placeNodes } from '../../charts/index.ts';
import type { DrawnEdge, DrawnGraph } from './drawn-graph.ts';

const SIZES = { nodeHeight: 60, columnGap: 86, rowGap: 14 } as const;
/** Boxes are as wide as the window has room for all columns, within these. */
const NODE_WIDTH = { least: 130, most: 200 } as const;
/** Of a gap between columns, where arrows are not level. */
const BEND = 18;
/** Around the drawing, so that outlines are not cut off. */
const MARGIN = 4;

/** Boxes in columns with arrows between them, from what was used on the left to what came of it on the right; every box is a link. */
export function GraphDrawing({ graph }: { readonly graph: DrawnGraph }) {
  const place = useRef<HTMLElement>(null);
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    if (!place.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setRoom(Math.floor(entry.contentRect.width));
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  const placed = placeNodes(graph.nodes.length, graph.edges, {
    ...SIZES,
    nodeWidth: nodeWidthFor(graph, room - 2 * MARGIN),
  });
  const shown = graph.nodes.map(({ id }) => id).join(' ');
  // What was asked about is brought into sight where the drawing is wider than the window.
  useLayoutEffect(() => {
    const start = place.current?.querySelector<HTMLElement>('.start');
    if (!place.current || !start) return;
    place.current.scrollLeft =
      start.offsetLeft - (place.current.clientWidth - start.offsetWidth) / 2;
    place.current.scrollTop =
      start.offsetTop - (place.current.clientHeight - start.offsetHeight) / 2;
  }, [shown, room]);
  return (
    <section
      class="card lineage-graph"
      ref={place}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      aria-label="Graph"
    >
      <div
        style={{
          width: `${placed.width + 2 * MARGIN}px`,
          height: `${placed.height + 2 * MARGIN}px`,
        }}
      >
        <Arrows graph={graph} placed={placed} />
        <Boxes graph={graph} placed={placed} />
      </div>
    </section>
  );
}

/** So wide that all columns fit, or the least. */
function nodeWidthFor({ nodes, edges }: DrawnGraph, room: number): number {
  const { columnGap } = SIZES;
  const { layerOf } = assignLayers(nodes.length, edges);
  const nColumns = Math.max(0, ...layerOf) + 1;
  const width = Math.floor((room + columnGap) / nColumns) - columnGap;
  return Math.min(NODE_WIDTH.most, Math.max(NODE_WIDTH.least, width));
}

/** In the order of reading: column by column, from above. */
function Boxes({ graph, placed }: { readonly graph: DrawnGraph; readonly placed: PlacedGraph }) {
  const order = placed.nodes
    .map((at, i) => ({ ...at, i }))
    .sort((a, b) => a.layer - b.layer || a.y - b.y);
  return (
    <>
      {order.map(({ x, y, i }) => {
        const node = graph.nodes[i];
        if (node === undefined) return null;
        const { id, kind, word, title, note, href, isStart } = node;
        const Box = href === undefined ? 'span' : 'a';
        return (
          <Box
            key={id}
            {...(href === undefined ? {} : { href })}
            class={`lineage-node of-${kind}${isStart ? ' start' : ''}`}
            style={{
              left: `${x + MARGIN}px`,
              top: `${y + MARGIN}px`,
              width: `${placed.nodeWidth}px`,
              height: `${SIZES.nodeHeight}px`,
            }}
            title={`${word} ${title}${note === undefined ? '' : `, ${note}`}`}
            aria-current={isStart ? 'true' : undefined}
          >
            <span class="word">
              {word}
              {note !== undefined && ` · ${note}`}
            </span>
            <span class="name">{title}</span>
          </Box>
        );
      })}
    </>
  );
}

function Arrows({ graph, placed }: { readonly graph: DrawnGraph; readonly placed: PlacedGraph }) {
  const { edges } = graph;
  return (
    <svg
      width={placed.width + 2 * MARGIN}
      height={placed.height + 2 * MARGIN}
      viewBox={`${-MARGIN} ${-MARGIN} ${placed.width + 2 * MARGIN} ${placed.height + 2 * MARGIN}`}
      aria-hidden="true"
    >
      <defs>
        <marker
          id="lineage-tip"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M0 0.8 8 4 0 7.2Z" />
        </marker>
      </defs>
      {placed.arrows.map(({ points, isBack }, i) => (
        <path
          key={i}
          class={isBack ? 'arrow-way back' : 'arrow-way'}
          d={
            isBack
              ? straight(points)
              : curved(points, edges[i] !== undefined && isSaidAtStart(edges[i], edges))
          }
          marker-end="url(#lineage-tip)"
        />
      ))}
      {labelsOf(edges, placed).map(({ at, words, isAtStart }) => (
        <text
          key={`${at.x} ${at.y} ${words}`}
          x={at.x + (isAtStart ? 5 : -9)}
          y={at.y - 5}
          text-anchor={isAtStart ? 'start' : 'end'}
        >
          {words}
        </text>
      ))}
    </svg>
  );
}

/** Level where its words are, and bent on the other side of the gap. */
function curved(points: readonly Point[], isSaidAtStart: boolean): string {
  const [first = { x: 0, y: 0 }] = points;
  const parts = [`M${first.x} ${first.y}`];
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1] ?? first, points[i] ?? first];
    if (i % 2 === 0) {
      parts.push(`H${to.x}`);
      continue;
    }
    const start = isSaidAtStart ? to.x - BEND : from.x;
    const middle = start + BEND / 2;
    parts.push(
      `H${start}C${middle} ${from.y} ${middle} ${to.y} ${start + BEND} ${to.y}`,
      `H${to.x}`,
    );
  }
  return parts.join('');
}

function straight(points: readonly Point[]): string {
  return `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`;
}

interface Label {
  readonly at: Point;
  readonly words: string;
  readonly isAtStart: boolean;
}

/** Whether what an arrow is for is said where it begins: where others arrive with it and none leaves with it. */
function isSaidAtStart({ from, to }: DrawnEdge, edges: readonly DrawnEdge[]): boolean {
  const nLeaving = edges.filter((edge) => edge.from === from).length;
  return nLeaving === 1 && edges.filter((edge) => edge.to === to).length > 1;
}

/** What arrows are for, once at each end where it is said. */
function labelsOf(edges: readonly DrawnEdge[], placed: PlacedGraph): readonly Label[] {
  const labels = new Map<string, Label>();
  for (const [i, edge] of edges.entries()) {
    const { points = [], isBack = true } = placed.arrows[i] ?? {};
    const isAtStart = !isBack && isSaidAtStart(edge, edges);
    const at = isAtStart ? points[0] : points.at(-1);
    if (edge.role === '' || at === undefined) continue;
    const key = isAtStart ? `from ${edge.from}` : `to ${edge.to}`;
    const known = labels.get(key)?.words.split(', ') ?? [];
    labels.set(key, { at, isAtStart, words: [...new Set([...known, edge.role])].join(', ') });
  }
  return [...labels.values()];
}
