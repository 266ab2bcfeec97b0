import { type ArtifactHash, asId, type ModelName } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { DatasetVersionRecord } from '../datasets/store.ts';
import type { RegisteredVersion } from '../models/registry/index.ts';
import type { ModelVersionRecord } from '../models/store.ts';
import type { RunStatus } from '../runs/store.ts';
import type { Store } from '../storage/store.ts';
import type { Described, MetadataArtifact, MetadataExecution } from './metadata-graph.ts';

const MAX_NAMES = 1000;

/** What lineage is read from. */
export interface LineageParts {
  readonly store: Pick<Store, 'lineage' | 'datasets' | 'models' | 'registry' | 'runs'>;
  readonly artifacts: Pick<ArtifactStore, 'read'>;
}

/** Looks up what nodes stand for; each is looked up once. */
export interface NodeBook extends Described {
  /** Versions of datasets by the hash of their content. */
  datasets(hash: string): Promise<readonly DatasetVersionRecord[]>;
  modelVersion(node: string): Promise<ModelVersionRecord | undefined>;
}

/** Opens a book for one question. */
export function openNodeBook({ store, artifacts }: LineageParts): NodeBook {
  let known: Promise<ReadonlyMap<string, readonly DatasetVersionRecord[]>> | undefined;
  const byNode = () => {
    known ??= readDatasets(store);
    return known;
  };
  const versionAt = (node: string) => {
    const [, name = '', version = ''] = /^model:(.+)\/(\d+)$/.exec(node) ?? [];
    return { name: asId<ModelName>(name), version: Number(version) };
  };
  return {
    datasets: async (hash) => (await byNode()).get(`dataset:${hash}`) ?? [],
    modelVersion(node) {
      const { name, version } = versionAt(node);
      return store.models.findVersion(name, version);
    },
    async artifact(id) {
      if (id.startsWith('model:'))
        return toModelVersion(id, await store.registry.findVersion(versionAt(id)));
      const [record] = (await byNode()).get(id) ?? [];
      return { artifact: toArtifact(id, record) };
    },
    async execution(id) {
      if (id.startsWith('derivation:')) return { execution: await readDerivation(artifacts, id) };
      const run = await store.runs.find(id.slice('run:'.length));
      if (run === undefined) return { execution: unknownRun(id) };
      const { name, experiment, status, startedAt, params } = run;
      const context = {
        id: `experiment:${experiment}`,
        type: 'Experiment',
        name: experiment,
      } as const;
      const properties = { startedAt, ...params };
      return { execution: { id, type: 'Train', name, state: STATES[status], properties }, context };
    },
  };
}

/** States of runs, in the words of ML Metadata. */
const STATES: Readonly<Record<RunStatus, MetadataExecution['state']>> = {
  scheduled: 'NEW',
  running: 'RUNNING',
  finished: 'COMPLETE',
  failed: 'FAILED',
  stopped: 'CANCELED',
  killed: 'CANCELED',
};

async function readDatasets({
  datasets,
}: LineageParts['store']): Promise<ReadonlyMap<string, readonly DatasetVersionRecord[]>> {
  const found = new Map<string, DatasetVersionRecord[]>();
  let after: string | undefined;
  do {
    const { items, next } = await datasets.list({ limit: MAX_NAMES, after });
    for (const { name } of items)
      for (const record of await datasets.versions(name))
        for (const node of nodesOf(record)) found.set(node, [...(found.get(node) ?? []), record]);
    after = next;
  } while (after !== undefined);
  return found;
}

/** Nodes of a version of a dataset: its content, and the file that it was read from. */
export function nodesOf({ hash, raw }: DatasetVersionRecord): readonly string[] {
  return [`dataset:${hash}`, ...(raw === undefined ? [] : [`raw:${raw.sha256}`])];
}

const TYPES: Readonly<Record<string, MetadataArtifact['type']>> = {
  ...{ dataset: 'Dataset', table: 'Dataset', raw: 'File', schema: 'Schema', artifact: 'Model' },
  ...{ endpoint: 'Endpoint', request: 'Request' },
};

function toArtifact(id: string, record: DatasetVersionRecord | undefined): MetadataArtifact {
  const kind = id.slice(0, id.indexOf(':'));
  const type = TYPES[kind] ?? 'Other';
  if (kind !== 'dataset' && kind !== 'raw') {
    const name = type === 'Model' || type === 'Other' ? id : id.slice(kind.length + 1);
    return { id, type, name, state: 'LIVE', properties: {} };
  }
  if (record === undefined) return { id, type, name: id, state: 'DELETED', properties: {} };
  const { name, version, nRows, columns, source } = record;
  const dataset = `${name}@${version}`;
  return type === 'File'
    ? { id, type, name: source, state: 'LIVE', properties: { dataset } }
    : {
        ...{ id, type, name: dataset, state: 'LIVE' },
        properties: { nRows, nColumns: columns.length, source },
      };
}

function toModelVersion(id: string, record: RegisteredVersion | undefined) {
  const name = id.slice('model:'.length);
  if (record === undefined)
    return {
      artifact: { id, type: 'ModelVersion', name, state: 'DELETED', properties: {} },
    } as const;
  const { estimator, artifact, aliases, stage } = record;
  const properties = {
    ...(estimator === null ? {} : { estimator }),
    ...(artifact === null ? {} : { artifact }),
    ...(stage === 'None' ? {} : { stage }),
    aliases: aliases.join(', '),
  };
  const context = {
    id: `registered:${record.name}`,
    type: 'RegisteredModel',
    name: record.name,
  } as const;
  return {
    artifact: { id, type: 'ModelVersion', name, state: 'LIVE', properties },
    context,
  } as const;
}

async function readDerivation(
  artifacts: LineageParts['artifacts'],
  id: string,
): Promise<MetadataExecution> {
  const hash = asId<ArtifactHash>(id.slice('derivation:'.length));
  const { command, by, at, kit } = JSON.parse(new TextDecoder().decode(await artifacts.read(hash)));
  return { id, type: 'Transform', name: command, state: 'COMPLETE', properties: { by, at, kit } };
}

function unknownRun(id: string): MetadataExecution {
  return { id, type: 'Train', name: id, state: 'UNKNOWN', properties: {} };
}
