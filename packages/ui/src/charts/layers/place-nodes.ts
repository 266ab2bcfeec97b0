import { assignLayers, type NumberedArrow } from './assign-layers.ts';
import { spread } from './spread.ts';

/** How large things are drawn, in pixels. */
export interface LayerSizes {
  readonly nodeWidth: number;
  readonly nodeHeight: number;
  /** Between columns, where the arrows are. */
  readonly columnGap: number;
  /** Between nodes of a column. */
  readonly rowGap: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where nodes and arrows stand: nodes by their left upper corner. */
export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodeWidth: number;
  /** In the order of the nodes. */
  readonly nodes: readonly (Point & { readonly layer: number })[];
  /** In the order of the arrows: from the right side of a node, over gaps in the columns between, to the left side of another. */
  readonly arrows: readonly { readonly points: readonly Point[]; readonly isBack: boolean }[];
}

const N_SWEEPS = 8;

/** A node, or the place of a column where an arrow passes. */
interface Slot {
  readonly layer: number;
  readonly height: number;
  /** Slots of the columns before and after that it is joined to. */
  readonly before: number[];
  readonly after: number[];
}

/**
 * Draws a graph in columns from left to right; arrows that close a circle lead back below everything. The same graph gives the same
 * drawing.
 *
 * @source Sugiyama, Tagawa & Toda (1981), "Methods for visual understanding of hierarchical system structures": columns, an order
 * of each by the means of its neighbors, places
 * @cost O(sweeps · (nodes + arrows · columns))
 */
export function placeNodes(
  nNodes: number,
  arrows: readonly NumberedArrow[],
  sizes: LayerSizes,
): PlacedGraph {
  const { nodeWidth, nodeHeight, columnGap, rowGap } = sizes;
  const { layerOf, isBack } = assignLayers(nNodes, arrows);
  const slots: Slot[] = layerOf.map((layer) => ({
    ...{ layer, height: nodeHeight },
    ...{ before: [], after: [] },
  }));
  const chains = arrows.map((arrow, i) => (isBack[i] ? [] : joinedChain(slots, arrow)));
  const columns = orderColumns(slots);
  const middles = placeColumns(slots, columns, rowGap);
  const top = Math.min(0, ...slots.map(({ height }, i) => (middles[i] ?? 0) - height / 2));
  const xOf = (slot: number) => (slots[slot]?.layer ?? 0) * (nodeWidth + columnGap);
  const yOf = (slot: number) => (middles[slot] ?? 0) - top;
  const bottom = Math.max(0, ...slots.map(({ height }, i) => yOf(i) + height / 2));
  const nBack = isBack.filter(Boolean).length;
  let lane = bottom;
  return {
    width: Math.max(0, columns.length * (nodeWidth + columnGap) - columnGap),
    height: bottom + nBack * rowGap,
    nodeWidth,
    nodes: layerOf.map((layer, i) => ({ layer, x: xOf(i), y: yOf(i) - nodeHeight / 2 })),
    arrows: arrows.map(({ from, to }, i) => {
      if (isBack[i]) {
        lane += rowGap;
        return { isBack: true, points: wayBelow(xOf, yOf, { from, to, lane, sizes }) };
      }
      const chain = chains[i] ?? [];
      return {
        isBack: false,
        points: chain.flatMap((slot, at) => [
          ...(at === 0 ? [] : [{ x: xOf(slot), y: yOf(slot) }]),
          ...(at === chain.length - 1 ? [] : [{ x: xOf(slot) + nodeWidth, y: yOf(slot) }]),
        ]),
      };
    }),
  };
}

/** The slots of an arrow, with one in each column that it passes. */
function joinedChain(slots: Slot[], { from, to }: NumberedArrow): readonly number[] {
  const chain = [from];
  const last = slots[to]?.layer ?? 0;
  for (let layer = (slots[from]?.layer ?? 0) + 1; layer < last; layer++) {
    chain.push(slots.length);
    slots.push({ layer, height: 0, before: [], after: [] });
  }
  chain.push(to);
  for (const [i, slot] of chain.entries()) {
    const next = chain[i + 1];
    if (next === undefined) break;
    slots[slot]?.after.push(next);
    slots[next]?.before.push(slot);
  }
  return chain;
}

/** Slots of each column in an order with few crossings: by the mean places of their neighbors, to and fro. */
function orderColumns(slots: readonly Slot[]): readonly (readonly number[])[] {
  const columns: number[][] = [];
  for (const [i, { layer }] of slots.entries()) {
    for (let at = columns.length; at <= layer; at++) columns.push([]);
    columns[layer]?.push(i);
  }
  const rank = slots.map(() => 0);
  const keepRanks = () => {
    for (const column of columns) for (const [i, slot] of column.entries()) rank[slot] = i;
  };
  keepRanks();
  for (let sweep = 0; sweep < N_SWEEPS; sweep++) {
    const isOn = sweep % 2 === 0;
    for (const column of isOn ? columns : columns.toReversed()) {
      const means = new Map(
        column.map((slot) => {
          const near = (isOn ? slots[slot]?.before : slots[slot]?.after) ?? [];
          const all = near.map((one) => rank[one] ?? 0);
          return [slot, all.length === 0 ? (rank[slot] ?? 0) : meanOf(all)] as const;
        }),
      );
      column.sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0) || a - b);
      for (const [i, slot] of column.entries()) rank[slot] = i;
    }
  }
  return columns;
}

/** The middle of each slot: near those of its neighbors, without touching others of its column. */
function placeColumns(
  slots: readonly Slot[],
  columns: readonly (readonly number[])[],
  rowGap: number,
): readonly number[] {
  const middles = slots.map(() => 0);
  const apartOf = (column: readonly number[]) =>
    column.slice(1).map((slot, i) => {
      const above = slots[column[i] ?? 0]?.height ?? 0;
      return (above + (slots[slot]?.height ?? 0)) / 2 + rowGap;
    });
  const settle = (column: readonly number[], wantedOf: (slot: number) => number) => {
    const placed = spread(column.map(wantedOf), apartOf(column));
    for (const [i, slot] of column.entries()) middles[slot] = placed[i] ?? 0;
  };
  for (const column of columns) settle(column, () => 0);
  for (let sweep = 0; sweep < N_SWEEPS; sweep++) {
    const isOn = sweep % 2 === 0;
    for (const column of isOn ? columns : columns.toReversed())
      settle(column, (slot) => {
        const { before = [], after = [] } = slots[slot] ?? {};
        const near = isOn ? before : after;
        const all = near.map((one) => middles[one] ?? 0);
        return all.length === 0 ? (middles[slot] ?? 0) : meanOf(all);
      });
  }
  return middles;
}

function wayBelow(
  xOf: (slot: number) => number,
  yOf: (slot: number) => number,
  {
    from,
    to,
    lane,
    sizes: { nodeWidth, nodeHeight },
  }: {
    readonly from: number;
    readonly to: number;
    readonly lane: number;
    readonly sizes: LayerSizes;
  },
): readonly Point[] {
  const under = (slot: number) => ({ x: xOf(slot) + nodeWidth / 2, y: yOf(slot) + nodeHeight / 2 });
  const [start, end] = [under(from), under(to)];
  return [start, { x: start.x, y: lane }, { x: end.x, y: lane }, end];
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
