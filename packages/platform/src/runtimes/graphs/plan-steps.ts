import { AppError, type ColumnKind, type InputField, type Signature } from '@kaizenml/contracts';
import type { Graph, GraphLookup, GraphNode, GraphStep } from '@kaizenml/contracts/project';
import type { ModelVersionRecord } from '../../models/store.ts';
import type { LookupPlan } from '../lookups/index.ts';
import { parseRemoteUrl } from '../remote/index.ts';
import type { GraphProblem } from './check-shape.ts';
import type { Asks, PinnedModel, PlannedNode } from './graph-plan.ts';

/** Where a graph finds what it names, when it is registered. */
export interface GraphSources {
  /** @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND, MODEL_ALIAS_NOT_FOUND */
  resolve(reference: string): Promise<ModelVersionRecord>;
  /** @throws MODEL_TAKES_TENSORS, MODEL_FORECASTS, and every code of opening an artifact */
  signatureOf(model: ModelVersionRecord): Promise<Signature>;
  /** @throws MODEL_FOREIGN for a model that explains no answer */
  assertExplains(model: ModelVersionRecord): Promise<void>;
  /** @throws DATASET_NOT_FOUND */
  columnsOf(
    dataset: string,
  ): Promise<readonly { readonly name: string; readonly kind: ColumnKind }[]>;
}

/** Nodes whose references are resolved, and the signature of each version that they ask. */
export interface PlannedNodes {
  readonly nodes: Readonly<Record<string, PlannedNode>>;
  readonly signatures: ReadonlyMap<PinnedModel, Signature>;
}

/** Resolves what the steps of a graph name. @param problems Takes what cannot be resolved. */
export async function planSteps(
  { nodes }: Graph,
  sources: GraphSources,
  problems: GraphProblem[],
): Promise<PlannedNodes> {
  const signatures = new Map<PinnedModel, Signature>();
  /** What a part gives; a failure of it becomes a problem at its path. */
  const attempt = async <T>(path: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      problems.push({ path, problem: `cannot be used: ${thrown.message.replace(/\.$/, '')}` });
      return undefined;
    }
  };
  const pin = async (reference: string): Promise<PinnedModel> => {
    const record = await sources.resolve(reference);
    const signature = await sources.signatureOf(record);
    const { name, version, artifact } = record;
    const inputs = signature.inputs.map((field) => field.name);
    const pinned: PinnedModel = { reference, name, version, artifact, inputs };
    signatures.set(pinned, signature);
    return pinned;
  };
  const asks = async (step: GraphStep): Promise<Asks> => {
    if (step.lookup !== undefined)
      return { kind: 'lookup', lookup: await planLookup(step.lookup, sources) };
    if (step.node !== undefined) return { kind: 'node', node: step.node };
    return { kind: 'model', model: await pin(step.model ?? '') };
  };
  const planNode = async (name: string, node: GraphNode): Promise<PlannedNode> => {
    const { router, combine = 'mean', by, explainer } = node;
    const steps = [];
    for (const [i, step] of node.steps.entries()) {
      const asked = await attempt(`nodes.${name}.steps[${i}]`, () => asks(step));
      if (asked !== undefined) steps.push(toStep(step, asked));
    }
    const explaining =
      explainer === undefined
        ? undefined
        : await attempt(`nodes.${name}.explainer`, async () => {
            await sources.assertExplains(await sources.resolve(explainer));
            return await pin(explainer);
          });
    return {
      ...{ router, steps, combine },
      ...(by === undefined ? {} : { by }),
      ...(explaining === undefined ? {} : { explainer: explaining }),
    };
  };
  const planned: Record<string, PlannedNode> = {};
  for (const [name, node] of Object.entries(nodes)) planned[name] = await planNode(name, node);
  return { nodes: planned, signatures };
}

function toStep(step: GraphStep, asks: Asks): PlannedNode['steps'][number] {
  const { condition, weight, as, probabilityOf, dependency } = step;
  return {
    name: step.name ?? nameOf(asks),
    asks,
    ...(condition === undefined ? {} : { condition }),
    ...(weight === undefined ? {} : { weight }),
    ...(as === undefined ? {} : { as }),
    ...(probabilityOf === undefined ? {} : { probabilityOf }),
    isSoft: dependency === 'soft',
  };
}

function nameOf(asks: Asks): string {
  if (asks.kind === 'model') return `${asks.model.name}/${asks.model.version}`;
  if (asks.kind === 'node') return asks.node;
  return `lookup by ${asks.lookup.key.name}`;
}

async function planLookup(
  { key, dataset, url, columns, defaults, timeoutMs, concurrency, tokenFrom }: GraphLookup,
  sources: GraphSources,
): Promise<LookupPlan> {
  if (dataset === undefined) {
    const kinds = Object.entries(columns ?? {}) as [string, ColumnKind][];
    const added = kinds.map(([name, kind]) => toField(name, kind));
    assertDefaults(defaults, added);
    const limits = { timeoutMs, concurrency, retries: 1, maxAnswerBytes: 8_388_608 };
    const secret = tokenFrom === undefined ? {} : { tokenFrom };
    const remote = { url: parseRemoteUrl(url ?? '').href, ...limits, ...secret };
    return { key: toField(key, 'id'), columns: added, defaults, from: { kind: 'http', remote } };
  }
  const known = await sources.columnsOf(dataset);
  const kindOf = (name: string): ColumnKind => {
    const found = known.find((column) => column.name === name);
    if (found !== undefined) return found.kind;
    throw new AppError('COLUMN_UNKNOWN', {
      message: `The dataset "${dataset}" must have a column "${name}", got none.`,
      hint: `See its columns with \`kaizen datasets show ${dataset}\`.`,
      details: { dataset, column: name },
    });
  };
  const names = Array.isArray(columns)
    ? columns
    : known.map(({ name }) => name).filter((name) => name !== key);
  const added = names.map((name) => toField(name, kindOf(name)));
  assertDefaults(defaults, added);
  const from = { kind: 'dataset', reference: dataset } as const;
  return { key: toField(key, kindOf(key)), columns: added, defaults, from };
}

function toField(name: string, kind: ColumnKind): InputField {
  return { name, kind, shareMissing: 0, required: true, typical: null };
}

function assertDefaults(defaults: GraphLookup['defaults'], columns: readonly InputField[]): void {
  const odd = Object.keys(defaults).find((name) => !columns.some((each) => each.name === name));
  if (odd === undefined) return;
  throw new AppError('COLUMN_UNKNOWN', {
    message: `A default must be of a column that the lookup adds, got one of "${odd}".`,
    hint: `It adds ${columns.map(({ name }) => name).join(', ')}.`,
    details: { column: odd },
  });
}
