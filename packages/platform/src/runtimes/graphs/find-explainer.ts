import { AppError, type ArtifactHash, type Row } from '@kaizenml/contracts';
import { chooseSteps } from './choose-steps.ts';
import type { PinnedModel, PlannedNode } from './graph-plan.ts';
import type { GraphParts, GraphRun, Item } from './graph-run.ts';

/** Who explains an answer, and the row that it is an answer to. */
export interface Explaining {
  readonly artifact: ArtifactHash;
  /** `name/version` of it. */
  readonly model: string;
  readonly row: Row;
}

/**
 * Follows a row to the first explainer on its way, or to the model that answers it.
 *
 * @throws MODEL_FOREIGN behind an ensemble without an explainer; what the steps on the way throw
 */
export async function findExplainer(
  parts: GraphParts,
  run: GraphRun,
  row: Row,
): Promise<Explaining> {
  const { nodes } = parts.plan;
  let name = 'root';
  let item: Item = { at: 0, row };
  for (;;) {
    const node = nodes[name] as PlannedNode;
    if (node.explainer !== undefined) return of(node.explainer, item);
    if (node.router === 'ensemble') throw unexplained(name);
    const place =
      node.router === 'sequence'
        ? node.steps.findLastIndex(({ asks }) => asks.kind !== 'lookup')
        : (chooseSteps(node, [item], parts)[0] ?? 0);
    if (node.router === 'sequence') {
      const [going] = await run.runUntil(name, [item], place);
      if (going === undefined) throw unexplained(name);
      item = going;
    }
    const asks = node.steps[place]?.asks;
    if (asks?.kind === 'model') return of(asks.model, item);
    name = asks?.kind === 'node' ? asks.node : name;
  }
}

function of({ artifact, name: model, version, inputs }: PinnedModel, { row }: Item): Explaining {
  const own = inputs.flatMap((name) =>
    row[name] === undefined ? [] : [[name, row[name]] as const],
  );
  return { artifact, model: `${model}/${version}`, row: Object.fromEntries(own) };
}

function unexplained(node: string): AppError {
  return new AppError('MODEL_FOREIGN', {
    message: `The node "${node}" must have an explainer for this row, got none: no single model answers there.`,
    hint: 'Put `explainer: MODEL` beside it in the graph, and register the graph again.',
    details: { node },
  });
}
