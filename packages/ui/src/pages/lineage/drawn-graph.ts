import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { countOf, formatNumber } from '../../charts/index.ts';
import { lineageAddress } from './lineage-address.ts';
import { addressOfNode } from './node-address.ts';

/** What the server tells of a lineage. */
export type LineageAnswer = OutputOf<Operations['lineage']['graph']>;

/** One box of the drawing. */
export interface DrawnNode {
  readonly id: string;
  /** What comes before the colon of its id; `more` stands for nodes that are not told. */
  readonly kind: string;
  /** What kind of thing it is, for people. */
  readonly word: string;
  readonly title: string;
  /** What else is worth knowing. */
  readonly note: string | undefined;
  readonly href: string | undefined;
  /** Whether it was asked about. */
  readonly isStart: boolean;
}

export interface DrawnEdge {
  /** Numbers of nodes. */
  readonly from: number;
  readonly to: number;
  /** What it was used as. Empty where it leads to nodes that are not told. */
  readonly role: string;
}

export interface DrawnGraph {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  dataset: ['Dataset', 'datasets'],
  table: ['Table elsewhere', 'tables'],
  raw: ['File', 'files'],
  schema: ['Schema', 'schemas'],
  run: ['Run', 'runs'],
  derivation: ['Derivation', 'derivations'],
  artifact: ['Model', 'models'],
  model: ['Version', 'versions'],
  endpoint: ['Endpoint', 'endpoints'],
  request: ['Request', 'requests'],
};

/** Nodes beside one that a graph shows at most; beyond, a list is the better page. */
const MOST_BESIDE = 100;

/**
 * A lineage as boxes and arrows: steps that only join two things become the arrow between them, and what is not told becomes a box
 * that says how much it is.
 */
export function toDrawnGraph({ start, graph, folded }: LineageAnswer): DrawnGraph {
  const isStep = ({ id }: { readonly id: string }) => !/^(run|derivation):/.test(id);
  const links = linksOf({ start, graph, folded });
  const things = [...graph.artifacts, ...graph.executions.filter((one) => !isStep(one))];
  const nodes: DrawnNode[] = things.map((thing) => {
    const kind = thing.id.slice(0, thing.id.indexOf(':'));
    return {
      ...{ id: thing.id, kind, word: WORDS[kind]?.[0] ?? kind },
      title: titleOf(thing),
      note: noteOf(thing),
      href: addressOfNode(thing, links),
      isStart: start.includes(thing.id),
    };
  });
  const numbers = new Map(nodes.map(({ id }, i) => [id, i]));
  const edges = links.flatMap(({ from, to, role }): DrawnEdge[] => {
    const [a, b] = [numbers.get(from), numbers.get(to)];
    return a === undefined || b === undefined ? [] : [{ from: a, to: b, role }];
  });
  for (const { beside, towards, kind, n } of folded) {
    const near = numbers.get(beside);
    if (near === undefined) continue;
    const far = nodes.length;
    const [one, many] = WORDS[kind] ?? [kind, kind];
    nodes.push({
      ...{ id: `more ${towards} ${kind} ${beside}`, kind: 'more', word: 'Not shown' },
      title: `and ${formatNumber(n)} more ${n === 1 ? one.toLowerCase() : many}`,
      note: undefined,
      href: lineageAddress({ of: beside, beside: MOST_BESIDE }),
      isStart: false,
    });
    edges.push(
      towards === 'origins' ? { from: far, to: near, role: '' } : { from: near, to: far, role: '' },
    );
  }
  return { nodes, edges };
}

/** An arrow between two things that have boxes. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly role: string;
}

/** Arrows of the events: of a step that only joins two things one, of work one to it or from it. */
function linksOf({ graph: { events } }: LineageAnswer): readonly Link[] {
  const bySteps = Map.groupBy(events, ({ execution }) => execution);
  return [...bySteps].flatMap(([execution, ofOne]): Link[] => {
    if (/^(run|derivation):/.test(execution))
      return ofOne.map(({ artifact, type, path }) =>
        type === 'INPUT'
          ? { from: artifact, to: execution, role: path }
          : { from: execution, to: artifact, role: path },
      );
    const [input, output] = [
      ofOne.find(({ type }) => type === 'INPUT'),
      ofOne.find(({ type }) => type === 'OUTPUT'),
    ];
    return input && output ? [{ from: input.artifact, to: output.artifact, role: input.path }] : [];
  });
}

type Thing = LineageAnswer['graph']['artifacts' | 'executions'][number];

function titleOf({ id, name }: Thing): string {
  if (id.startsWith('request:')) return `…${id.slice(-10)}`;
  if (name !== id) return name;
  const [, kind = '', rest = id] = /^(\w+):(.+)$/.exec(id) ?? [];
  return kind === 'artifact' || kind === 'dataset' || kind === 'raw'
    ? rest.slice(0, 12)
    : rest.length > 20
      ? rest.slice(-8)
      : rest;
}

function noteOf({ id, state, properties }: Thing): string | undefined {
  if (state === 'DELETED') return 'removed';
  if (state === 'UNKNOWN') return 'not here any more';
  if (id.startsWith('run:')) return state === 'COMPLETE' ? undefined : state.toLowerCase();
  if (id.startsWith('dataset:')) return countOf(Number(properties.nRows), 'row');
  const said = [properties.stage, properties.aliases].filter((one) => one);
  return said.length === 0 ? undefined : said.join(', ');
}

/** How many boxes of each kind lie on one side of those that were asked about: `2 runs and 1 model version`. */
export function countBeyond(
  { nodes, edges }: DrawnGraph,
  towards: 'origins' | 'results',
): readonly string[] {
  const [near, far] = towards === 'origins' ? (['to', 'from'] as const) : (['from', 'to'] as const);
  const reached = new Set(nodes.flatMap(({ isStart }, i) => (isStart ? [i] : [])));
  const starts = new Set(reached);
  for (const at of reached) for (const edge of edges) if (edge[near] === at) reached.add(edge[far]);
  const counts = new Map<string, number>();
  for (const i of reached) {
    const kind = nodes[i]?.kind;
    if (kind === undefined || kind === 'more' || starts.has(i)) continue;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return Object.entries(WORDS).flatMap(([kind, [one, many]]) => {
    const n = counts.get(kind) ?? 0;
    return n === 0 ? [] : [`${n} ${n === 1 ? one.toLowerCase() : many}`];
  });
}
