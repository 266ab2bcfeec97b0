import type { ArtifactHash, ModelName } from '@kaizenml/contracts';
import { asId } from '@kaizenml/contracts';
import type { Handler, Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { ModelVersionRecord } from '../models/store.ts';
import type { RunRecord } from '../runs/store.ts';
import { type LineageParts, openNodeBook } from './describe-nodes.ts';
import { toMetadataGraph } from './metadata-graph.ts';
import { reach } from './reach.ts';

type Origin = OutputOf<Operations['lineage']['origin']>['origins'][number];

/** What the manifest of a model of ours says of how it was made; parts that others leave out are absent. */
interface Made {
  readonly members?: readonly {
    readonly estimator: {
      readonly name: string;
      readonly params: Readonly<Record<string, unknown>>;
    };
  }[];
  readonly lineage?: { readonly datasetHash: string; readonly nTrainRows: number };
  readonly environment?: Readonly<Record<string, string>>;
}

/** What made the models that answered a request. */
export const originOfRequest =
  (
    parts: LineageParts,
    showPrediction: Handler<Operations['predictions']['show']>,
  ): Handler<Operations['lineage']['origin']> =>
  async ({ requestId, endpoint }) => {
    const { items } = await showPrediction({ requestId, endpoint });
    const origins = await Promise.all(
      items.map(async ({ endpoint, version, kind, at }) => {
        const found = await parts.store.models.findVersion(asId<ModelName>(endpoint), version);
        if (found === undefined) return [];
        return [{ ...{ endpoint, version, kind, at }, ...(await originOfVersion(parts, found)) }];
      }),
    );
    return { requestId, origins: origins.flat() };
  };

async function originOfVersion(
  parts: LineageParts,
  version: ModelVersionRecord,
): Promise<Omit<Origin, 'endpoint' | 'version' | 'kind' | 'at'>> {
  const { store, artifacts } = parts;
  const node = `model:${version.name}/${version.version}`;
  const [manifest, run, around] = await Promise.all([
    artifacts.read(asId<ArtifactHash>(version.artifact), 'manifest.json'),
    store.runs.find(version.runId),
    store.lineage.around(node),
  ]);
  const made = JSON.parse(new TextDecoder().decode(manifest)) as Made;
  const edges = await reach([node], around, { towards: 'origins' });
  const book = openNodeBook(parts);
  const { kaizenml = null, ...runtime } = made.environment ?? {};
  const tags = run?.tags ?? {};
  return {
    model: {
      estimator: version.estimator,
      artifact: version.artifact,
      registeredAt: version.createdAt,
      members: (made.members ?? []).map(({ estimator }) => ({
        ...{ estimator: estimator.name, params: { ...estimator.params } },
      })),
    },
    rows: await rowsOf(book, made, run),
    run: run === undefined ? null : toRun(run),
    code: {
      kaizenml: kaizenml ?? tags['kaizen.version'] ?? null,
      commit: tags['mlflow.source.git.commit'] ?? null,
      branch: tags['mlflow.source.git.branch'] ?? null,
      isDirty: 'kaizen.git.dirty' in tags ? tags['kaizen.git.dirty'] === 'true' : null,
      diff: tags['kaizen.git.diff'] ?? null,
    },
    environment: { ...runtime, ...environmentOf(tags) },
    graph: await toMetadataGraph([node], edges, book),
  };
}

async function rowsOf(
  book: ReturnType<typeof openNodeBook>,
  { lineage }: Made,
  run: RunRecord | undefined,
): Promise<Origin['rows']> {
  if (lineage === undefined) return null;
  const [record] = await book.datasets(lineage.datasetHash);
  const raw = record?.raw;
  return {
    dataset: record === undefined ? null : `${record.name}@${record.version}`,
    hash: lineage.datasetHash,
    nRows: record?.nRows ?? null,
    nTrainRows: lineage.nTrainRows,
    file: record && raw ? { name: record.source, sha256: raw.sha256 } : null,
    split: run?.artifacts.find(({ name }) => name === 'rows')?.hash ?? null,
  };
}

function toRun({ id, experiment, name, status, startedAt, params }: RunRecord): Origin['run'] {
  return { id, experiment, name, status, startedAt, params: { ...params } };
}

const OF_ENVIRONMENT = /^kaizen\.(node|platform|host|cpu|memory|lockfile|command)$/;

function environmentOf(tags: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(tags).filter(([key]) => OF_ENVIRONMENT.test(key));
  return Object.fromEntries(named.map(([key, value]) => [key.slice('kaizen.'.length), value]));
}
