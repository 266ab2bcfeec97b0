import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { LineageEdgeRecord } from './store.ts';

export type MetadataGraph = OutputOf<Operations['lineage']['downstream']>['graph'];
export type MetadataArtifact = MetadataGraph['artifacts'][number];
export type MetadataExecution = MetadataGraph['executions'][number];
export type MetadataContext = MetadataGraph['contexts'][number];

/** What is known of nodes beside their arrows. */
export interface Described {
  readonly artifact: (
    id: string,
  ) => Promise<{ readonly artifact: MetadataArtifact; readonly context?: MetadataContext }>;
  readonly execution: (
    id: string,
  ) => Promise<{ readonly execution: MetadataExecution; readonly context?: MetadataContext }>;
}

/** Whether a node is work, and not what work reads or makes. */
export function isExecution(node: string): boolean {
  return /^(run|derivation):/.test(node);
}

/**
 * Arrows of the lineage as artifacts, executions, contexts and events. An arrow between two artifacts becomes an execution that reads
 * the one and makes the other.
 *
 * @param nodes Nodes that are there without an arrow, too.
 * @source Google, "ML Metadata", metadata_store.proto
 */
export async function toMetadataGraph(
  nodes: readonly string[],
  edges: readonly LineageEdgeRecord[],
  described: Described,
): Promise<MetadataGraph> {
  const all = new Set([...nodes, ...edges.flatMap(({ from, to }) => [from, to])]);
  const artifacts = [...all].filter((node) => !isExecution(node));
  const made = await Promise.all(artifacts.map(described.artifact));
  const done = await Promise.all([...all].filter(isExecution).map(described.execution));
  const between = edges.filter(({ from, to }) => !isExecution(from) && !isExecution(to));
  const contexts = [...made, ...done].flatMap(({ context }) => context ?? []);
  return {
    artifacts: made.map(({ artifact }) => artifact),
    executions: [...done.map(({ execution }) => execution), ...between.map(toStep)],
    contexts: [...new Map(contexts.map((context) => [context.id, context])).values()],
    events: edges.flatMap(toEvents),
    attributions: made.flatMap(({ artifact, context }) =>
      context === undefined ? [] : [{ artifact: artifact.id, context: context.id }],
    ),
    associations: done.flatMap(({ execution, context }) =>
      context === undefined ? [] : [{ execution: execution.id, context: context.id }],
    ),
  };
}

function toStep({ from, to, role }: LineageEdgeRecord): MetadataExecution {
  return {
    ...{ id: stepId({ from, to, role }), type: stepType({ to, role }) },
    ...{ name: role, state: 'COMPLETE', properties: {} },
  };
}

function stepType({ to, role }: Pick<LineageEdgeRecord, 'to' | 'role'>): MetadataExecution['type'] {
  if (to.startsWith('endpoint:')) return 'Serve';
  if (to.startsWith('request:')) return 'Answer';
  return role === 'registered-as' ? 'Register' : role === 'checks' ? 'Check' : 'Read';
}

function stepId({ from, to, role }: LineageEdgeRecord): string {
  return `${role}:${from}>${to}`;
}

function toEvents({ from, to, role }: LineageEdgeRecord): MetadataGraph['events'] {
  if (isExecution(to)) return [{ execution: to, artifact: from, type: 'INPUT', path: role }];
  if (isExecution(from)) return [{ execution: from, artifact: to, type: 'OUTPUT', path: role }];
  const execution = stepId({ from, to, role });
  return [
    { execution, artifact: from, type: 'INPUT', path: role },
    { execution, artifact: to, type: 'OUTPUT', path: role },
  ];
}
