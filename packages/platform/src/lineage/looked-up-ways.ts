import { AppError, asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Store } from '../storage/store.ts';
import type { NodeBook } from './describe-nodes.ts';
import type { LineageDirection, LineageEdgeRecord, NodesBeside } from './store.ts';

/** What ways that nobody drew are looked up in. */
export interface WayParts {
  readonly store: Pick<Store, 'lineage' | 'schemas' | 'tracking' | 'registry'>;
  readonly showPrediction: Handler<Operations['predictions']['show']>;
  readonly showEndpoint: Handler<Operations['endpoints']['show']>;
}

/** Versions of a run that are looked at. */
const MOST_VERSIONS = 100;

/**
 * What lies next to a node: the arrows that were drawn, and what stands elsewhere. A request came from the versions that answered it,
 * an endpoint from the one that answers, a dataset from the schema that checks it; what other programs read and registered is what
 * their runs and versions say.
 *
 * @param limit Nodes of a kind beside another at most.
 */
export function waysAround(
  parts: WayParts,
  book: Pick<NodeBook, 'datasets'>,
  limit: number,
): (node: string, towards: LineageDirection) => Promise<NodesBeside> {
  return async (node, towards) => {
    const drawn = await parts.store.lineage.beside(node, { towards, limit });
    const [kind, id] = splitNode(node);
    const look = LOOKS[`${kind} ${towards}`];
    const found = (await look?.(id, { parts, book, drawn: drawn.edges })) ?? [];
    const far = towards === 'origins' ? 'from' : 'to';
    const counts: Record<string, number> = { ...drawn.counts };
    const told: LineageEdgeRecord[] = [];
    for (const edge of found) {
      const [other] = splitNode(edge[far]);
      counts[other] = (counts[other] ?? 0) + 1;
      if (counts[other] <= limit) told.push(edge);
    }
    return { edges: [...drawn.edges, ...told], counts };
  };
}

/** `run:7` → `run` and `7`. */
export function splitNode(node: string): readonly [kind: string, id: string] {
  const at = node.indexOf(':');
  return [node.slice(0, at), node.slice(at + 1)];
}

/** The name and number of `churn/3`. */
export function versionOfNode(id: string): { readonly name: ModelName; readonly version: number } {
  const at = id.lastIndexOf('/');
  return { name: asId<ModelName>(id.slice(0, at)), version: Number(id.slice(at + 1)) };
}

type Look = (
  id: string,
  known: {
    readonly parts: WayParts;
    readonly book: Pick<NodeBook, 'datasets'>;
    readonly drawn: readonly LineageEdgeRecord[];
  },
) => Promise<readonly LineageEdgeRecord[]>;

const LOOKS: Readonly<Record<string, Look>> = {
  async 'dataset origins'(hash, { parts, book }) {
    const names = [...new Set((await book.datasets(hash)).map(({ name }) => name))];
    const found = await Promise.all(names.map((name) => parts.store.schemas.find(name)));
    return found.flatMap((schema) =>
      schema === undefined
        ? []
        : [
            {
              ...{ from: `schema:${schema.name}@${schema.version}`, to: `dataset:${hash}` },
              role: 'checks',
            },
          ],
    );
  },

  async 'run origins'(id, { parts, drawn }) {
    const run = await parts.store.tracking.runs.find(id);
    const isOurs = drawn.some(({ from }) => from.startsWith('dataset:'));
    if (run === undefined || isOurs) return [];
    return run.datasets.map(({ name, digest, tags }) => ({
      ...{ from: `table:${name}@${digest}`, to: `run:${id}` },
      role: tags['mlflow.data.context'] ?? 'read',
    }));
  },

  async 'run results'(id, { parts, drawn }) {
    const field = { of: 'attribute', key: 'run_id' } as const;
    const condition = { kind: 'compare', field, by: '=', value: id } as const;
    const { items } = await parts.store.registry.searchVersions(
      { condition, orders: [] },
      { limit: MOST_VERSIONS },
    );
    const isDrawn = new Set(drawn.map(({ to }) => to));
    return items
      .filter(({ artifact }) => !isDrawn.has(`artifact:${artifact}`))
      .map(({ name, version }) => ({
        ...{ from: `run:${id}`, to: `model:${name}/${version}` },
        role: 'registered-as',
      }));
  },

  async 'model origins'(id, { parts, drawn }) {
    if (drawn.length > 0) return [];
    const found = await parts.store.registry.findVersion(versionOfNode(id));
    return typeof found?.runId === 'string'
      ? [{ from: `run:${found.runId}`, to: `model:${id}`, role: 'registered-as' }]
      : [];
  },

  async 'model results'(id, { parts }) {
    const { name, version } = versionOfNode(id);
    const endpoint = await findEndpoint(parts, name);
    return endpoint?.version === version || endpoint?.rollout?.to === version
      ? [{ from: `model:${id}`, to: `endpoint:${name}`, role: 'answers' }]
      : [];
  },

  async 'endpoint origins'(name, { parts }) {
    const endpoint = await findEndpoint(parts, name);
    const versions = [endpoint?.version, endpoint?.rollout?.to].filter((one) => one !== undefined);
    return versions.map((version) => ({
      ...{ from: `model:${name}/${version}`, to: `endpoint:${name}`, role: 'answers' },
    }));
  },

  async 'request origins'(requestId, { parts }) {
    const { items } = await parts.showPrediction({ requestId });
    return items.map(({ endpoint, version, kind }) => ({
      ...{ from: `model:${endpoint}/${version}`, to: `request:${requestId}` },
      role: kind === 'answer' ? 'answered' : kind,
    }));
  },
};

/** Undefined where no version of the model answers here. */
async function findEndpoint({ showEndpoint }: WayParts, name: string) {
  try {
    return await showEndpoint({ name });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ENDPOINT_NOT_FOUND') return undefined;
    throw thrown;
  }
}
