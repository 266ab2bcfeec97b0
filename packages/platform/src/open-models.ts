import type { ForecastModel } from '@kaizenml/ml/forecast';
import type { ArtifactStore } from './artifacts/index.ts';
import type { Log } from './kit/index.ts';
import {
  type Answerers,
  createAnswerers,
  createModelPool,
  createReleaseGate,
  createWarmUp,
  inProcess,
  MODEL_MEMORY_SHARE,
  type ModelCache,
  type ModelPool,
  memoryLimitBytes,
  type OpenedCache,
  openStoredForecast,
  openStoredModel,
  type ReleaseGate,
  STATED_BYTES,
  sizeOfForecast,
  sizeOfOnnx,
  type WarmUp,
} from './models/index.ts';
import type { LookupTables } from './runtimes/lookups/index.ts';
import { type OpenedOnnx, openOnnxArtifact } from './runtimes/onnx/index.ts';
import { openStated } from './runtimes/stated/index.ts';
import type { Store } from './storage/index.ts';
import type { Tracer } from './tracing/index.ts';

/** The models of a home, opened when they are asked for. */
export interface OpenedModels {
  /** Opened models of every kind, under one limit of memory. */
  readonly pool: ModelPool;
  readonly models: ModelCache;
  readonly forecasts: OpenedCache<ForecastModel>;
  readonly onnx: OpenedCache<OpenedOnnx>;
  /** Whatever answers rows, by its artifact. */
  readonly answerers: Answerers;
  /** Opens and tries versions before requests reach them. */
  readonly warmUp: WarmUp;
  /** What a version goes through before requests may reach it. */
  readonly release: ReleaseGate;
}

/** What they are opened with. */
export interface OpenModelsDeps {
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  readonly log: Log;
  readonly tracer: Tracer | undefined;
  /** Where a version is tried before it is released; see `AppOptions.proof`. */
  readonly proof: 'process' | 'in-process' | undefined;
}

/** Puts together what opens models; nothing is opened yet. */
export function openModels({ store, artifacts, log, tracer, proof }: OpenModelsDeps): OpenedModels {
  const pool = createModelPool({ limitBytes: memoryLimitBytes(MODEL_MEMORY_SHARE) });
  const models = pool.shelf({
    ...{ kind: 'rows', open: (hash) => openStoredModel(artifacts, hash) },
    sizeOf: ({ sizeBytes }) => sizeBytes,
  });
  const forecasts = pool.shelf({
    ...{ kind: 'forecast', open: (hash) => openStoredForecast(artifacts, hash) },
    sizeOf: sizeOfForecast,
  });
  const onnx = pool.shelf({
    ...{ kind: 'onnx', open: async (hash) => openOnnxArtifact(await artifacts.pathOf(hash)) },
    sizeOf: ({ model }) => sizeOfOnnx(model.sizeBytes),
    close: ({ model }) => model.close(),
  });
  const tables = lookupTables(store, artifacts);
  const answererOf: Answerers['get'] = (part) => answerers.get(part);
  const stated = pool.shelf({
    kind: 'stated',
    open: (hash) =>
      openStated(hash, { artifacts, log, answererOf, tables, traceHeaders: tracer?.headers }),
    sizeOf: () => STATED_BYTES,
    close: (model) => model.close(),
  });
  const answerers = createAnswerers({ artifacts, models, onnx, stated });
  const warmUp = createWarmUp({ answerers, forecasts });
  const release = createReleaseGate({
    ...{ artifacts, answerers, warmUp, sandbox: proof === 'in-process' ? inProcess : undefined },
  });
  return { pool, models, forecasts, onnx, answerers, warmUp, release };
}

/** Tables of lookups; DuckDB is loaded with the first. */
function lookupTables(store: Store, artifacts: ArtifactStore): LookupTables {
  const datasets = () => import('./datasets/index.ts');
  return {
    versionOf: async (reference) =>
      (await (await datasets()).getVersion(store.datasets, reference)).version,
    async load(reference) {
      const { getVersion, loadVersion } = await datasets();
      return await loadVersion({ artifacts, store }, await getVersion(store.datasets, reference));
    },
  };
}
