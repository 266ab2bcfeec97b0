import { basename } from 'node:path';
import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { parseGraph } from '@kaizenml/contracts/project';
import { getVersion } from '../datasets/index.ts';
import {
  type Answerers,
  type ModelCache,
  nameOf,
  openReadable,
  resolveModel,
} from '../models/index.ts';
import {
  type GraphPlan,
  type GraphSources,
  lookedUpIn,
  membersOf,
  planGraph,
} from '../runtimes/graphs/index.ts';
import type { LineageSource } from './draw-lineage.ts';
import { readYaml } from './read-project.ts';
import { type RegisterDeps, registerStated } from './register-stated.ts';

type RegisterGraph = Handler<Operations['models']['register-graph']>;

/** What registering a graph stands on. */
export interface RegisterGraphDeps extends RegisterDeps {
  readonly answerers: Answerers;
  readonly models: ModelCache;
}

/** Registers an inference graph with the versions that its references mean now. */
export const registerGraph =
  (deps: RegisterGraphDeps): RegisterGraph =>
  async ({ name, path }) => {
    const graph = parseGraph(await readGraph(path, name), `graphs.${name} of ${basename(path)}`);
    const { plan, signature } = await planGraph(graph, {
      place: `graphs.${name} of ${basename(path)}`,
      sources: sourcesOf(deps),
    });
    const asked = membersOf(plan).flatMap(({ model, role }) =>
      role === 'answers' ? [`${model.name}/${model.version}`] : [],
    );
    return await registerStated(deps, {
      name,
      own: { kind: 'kaizenml-graph', signature, graph: plan },
      origin: `Its answers are those of ${listNames(asked)}, asked as a graph of ${Object.keys(plan.nodes).length} ${Object.keys(plan.nodes).length === 1 ? 'node' : 'nodes'}.`,
      params: { file: basename(path), models: asked.join(', ') },
      sources: await sourcesIn(deps, plan),
    });
  };

/** The versions that a graph asks, and the versions of datasets that its lookups mean now. */
async function sourcesIn(
  { store }: Pick<RegisterGraphDeps, 'store'>,
  plan: GraphPlan,
): Promise<readonly LineageSource[]> {
  const members = membersOf(plan).map(({ model, role }): LineageSource => {
    const node = `model:${model.name}/${model.version}`;
    return { node, role: role === 'explains' ? 'explains-in' : 'asked-by' };
  });
  const looked: LineageSource[] = [];
  for (const reference of lookedUpIn(plan)) {
    const { hash } = await getVersion(store.datasets, reference);
    looked.push({ node: `dataset:${hash}`, role: 'looked-up-by' });
  }
  return [...members, ...looked];
}

function sourcesOf({ store, answerers, models }: RegisterGraphDeps): GraphSources {
  return {
    resolve: (reference) => resolveModel(store.models, reference),
    signatureOf: async ({ artifact }) => (await answerers.get(artifact)).signature,
    assertExplains: async (version) => void (await openReadable(models, nameOf(version))),
    columnsOf: async (dataset) => (await getVersion(store.datasets, dataset)).columns,
  };
}

async function readGraph(path: string, name: string): Promise<unknown> {
  const given = await readYaml(path);
  const graphs = (given as { readonly graphs?: unknown } | null)?.graphs;
  const known = typeof graphs === 'object' && graphs !== null ? Object.keys(graphs) : [];
  if (known.includes(name)) return (graphs as Record<string, unknown>)[name];
  throw new AppError('PROJECT_INVALID', {
    message: `${basename(path)} must declare the graph "${name}" under \`graphs\`, got ${known.length === 0 ? 'no graphs' : listNames(known)}.`,
    hint: didYouMean(name, known) ?? 'The guide "Inference graphs" has examples.',
    details: { path, name, known },
  });
}
