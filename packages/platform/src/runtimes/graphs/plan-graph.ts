import type { Signature } from '@kaizenml/contracts';
import { type Graph, graphInvalid } from '@kaizenml/contracts/project';
import { checkShape, type GraphProblem } from './check-shape.ts';
import type { GraphPlan } from './graph-plan.ts';
import { type GraphSources, planSteps } from './plan-steps.ts';
import { typeGraph } from './type-graph.ts';

/** A graph that can be registered. */
export interface PlannedGraph {
  readonly plan: GraphPlan;
  readonly signature: Signature;
}

/**
 * Makes a plan of a declared graph: references become versions, and everything is checked that can be before rows come.
 *
 * @param place What declares it, for the sentence.
 * @throws PROJECT_INVALID with every problem and its path
 */
export async function planGraph(
  graph: Graph,
  { place, sources }: { readonly place: string; readonly sources: GraphSources },
): Promise<PlannedGraph> {
  const problems: GraphProblem[] = checkShape(graph);
  if (problems.length > 0) throw graphInvalid(place, problems);
  const planned = await planSteps(graph, sources, problems);
  const typed = problems.length > 0 ? undefined : typeGraph(graph, planned, problems);
  if (typed === undefined) throw graphInvalid(place, problems);
  const { signature, columns, outputs } = typed;
  return { signature, plan: { nodes: planned.nodes, columns, outputs } };
}
