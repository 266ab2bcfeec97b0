export { branchRows } from './branch-rows.ts';
export type { Explaining } from './find-explainer.ts';
export type { GraphPlan, PinnedModel } from './graph-plan.ts';
export { type GraphMember, lookedUpIn, membersOf } from './members-of.ts';
export type { NodeSpan } from './node-span.ts';
export { type OpenedGraph, type OpenGraphParts, openGraph } from './open-graph.ts';
export { planGraph } from './plan-graph.ts';
export type { GraphSources } from './plan-steps.ts';
