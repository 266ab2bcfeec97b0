import type { GraphPlan, PinnedModel } from './graph-plan.ts';

/** A version that a graph asks. */
export interface GraphMember {
  readonly model: PinnedModel;
  /** The first step that asks it, from the root; of an explainer the node. */
  readonly step: string;
  readonly role: 'answers' | 'explains';
  /** Whether the graph fails where it does: it is no soft step, and no other one stands in for it. */
  readonly isNeeded: boolean;
}

/** The versions that a graph asks, each once, in the order in which they are asked. */
export function membersOf({ nodes }: GraphPlan): readonly GraphMember[] {
  const found = new Map<string, GraphMember>();
  const seen = new Set<string>();
  const add = (member: GraphMember): void => {
    const key = `${member.model.name}/${member.model.version}`;
    const known = found.get(key);
    const isKept = known === undefined || (known.role === 'explains' && member.role === 'answers');
    const isNeeded = member.isNeeded || known?.isNeeded === true;
    found.set(key, { ...(isKept ? member : known), isNeeded });
  };
  const visit = (name: string, path: string, isNeeded: boolean): void => {
    const node = nodes[name];
    if (node === undefined || seen.has(`${name} ${isNeeded}`)) return;
    seen.add(`${name} ${isNeeded}`);
    const standsIn = node.router === 'ensemble' && node.combine === 'first';
    for (const { name: step, asks, isSoft } of node.steps) {
      const place = `${path}/${step}`;
      const isOwn = isNeeded && !isSoft && !standsIn;
      if (asks.kind === 'node') visit(asks.node, place, isOwn);
      if (asks.kind === 'model')
        add({ model: asks.model, step: place, role: 'answers', isNeeded: isOwn });
    }
    if (node.explainer !== undefined)
      add({ model: node.explainer, step: path, role: 'explains', isNeeded: false });
  };
  visit('root', 'root', true);
  return [...found.values()];
}

/** References of the datasets that the lookups of a graph read, each once. */
export function lookedUpIn({ nodes }: GraphPlan): readonly string[] {
  const steps = Object.values(nodes).flatMap((node) => node.steps);
  const references = steps.flatMap(({ asks }) =>
    asks.kind === 'lookup' && asks.lookup.from.kind === 'dataset'
      ? [asks.lookup.from.reference]
      : [],
  );
  return [...new Set(references)];
}
