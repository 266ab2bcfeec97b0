import type {
  ArtifactHash,
  Prediction,
  Row,
  ServedAnomalies,
  Signature,
} from '@kaizenml/contracts';
import { assertRows } from '@kaizenml/ml/artifact';
import { type CompiledFilter, compileFilter } from '@kaizenml/ml/assertions';
import type { Answerer } from '../answerer.ts';
import { type Lookup, type LookupParts, type LookupPlan, openLookup } from '../lookups/index.ts';
import { type Explaining, findExplainer } from './find-explainer.ts';
import type { GraphPlan } from './graph-plan.ts';
import { type GraphParts, startGraphRun } from './graph-run.ts';
import type { NodeSpan } from './node-span.ts';

/** What a graph answers. */
export interface GraphAnswers extends ServedAnomalies {
  readonly predictions: Prediction[];
  /** The rows with what lookups and steps added; undefined where none did. */
  readonly completed?: readonly Row[];
  readonly spans: readonly NodeSpan[];
}

/** An open inference graph. */
export interface OpenedGraph {
  /** @throws INPUT_SCHEMA_MISMATCH, GRAPH_UNROUTED, and what its steps throw */
  answer(rows: readonly Row[]): Promise<GraphAnswers>;
  /** Who explains the answer to a row. @throws INPUT_SCHEMA_MISMATCH, MODEL_FOREIGN, and what its steps throw */
  explainedBy(row: Row): Promise<Explaining>;
  close(): void;
}

export interface OpenGraphParts extends LookupParts {
  readonly answererOf: (artifact: ArtifactHash) => Promise<Answerer>;
}

/** Opens a graph: its lookups are read, its conditions compiled; its models are opened when they are asked. */
export async function openGraph(
  {
    plan,
    signature,
    salt,
  }: { readonly plan: GraphPlan; readonly signature: Signature; readonly salt: string },
  opening: OpenGraphParts,
): Promise<OpenedGraph> {
  const steps = Object.values(plan.nodes).flatMap((node) => node.steps);
  const conditions = new Map<string, CompiledFilter>();
  for (const { condition } of steps)
    if (condition !== undefined) conditions.set(condition, compileFilter(condition, plan.columns));
  const lookups = new Map<LookupPlan, Lookup>();
  for (const { asks } of steps)
    if (asks.kind === 'lookup') lookups.set(asks.lookup, await openLookup(asks.lookup, opening));
  const parts: GraphParts = {
    ...{ plan, salt, answererOf: opening.answererOf, elapsedMs: opening.now },
    lookupOf: (lookup) => lookups.get(lookup) as Lookup,
    conditionOf: (text) => conditions.get(text) as CompiledFilter,
  };
  return {
    async answer(rows) {
      assertRows(signature, rows);
      const run = startGraphRun(parts, rows.length);
      const items = rows.map((row, at) => ({ at, row }));
      const predictions = await run.runNode('root', items, 'root');
      const { added, spans, anomalies } = run;
      const isCompleted = added.some((cells) => Object.keys(cells).length > 0);
      return {
        ...{ predictions, spans, anomalies: [...anomalies] },
        nOffending: new Set(anomalies.map(({ row }) => row)).size,
        ...(isCompleted
          ? { completed: rows.map((row, i) => ({ ...row, ...added[i] })) }
          : undefined),
      };
    },
    async explainedBy(row) {
      assertRows(signature, [row]);
      return await findExplainer(parts, startGraphRun(parts, 1), row);
    },
    close() {
      for (const lookup of lookups.values()) lookup.close();
    },
  };
}
