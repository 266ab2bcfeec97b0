import {
  type AccountBook,
  createOwn,
  type Own,
  openAccountBook,
  type TellOfAccount,
  tellOfAccounts,
} from './access/index.ts';
import {
  type ArtifactStore,
  type ArtifactTrees,
  createArtifactTrees,
  openContents,
  openFileArtifacts,
  openUploads,
  type Uploads,
} from './artifacts/index.ts';
import { causesOf } from './causes/index.ts';
import { createHandlers } from './create-handlers.ts';
import type { Crew } from './crew/index.ts';
import { createTrafficMeter, createTrafficReader, type TrafficReader } from './endpoints/index.ts';
import {
  guardPredictionLog,
  guardRegistryAccess,
  guardStore,
  guardTrees,
  guardUploads,
} from './guards/index.ts';
import type { Handlers } from './handlers.ts';
import {
  type Clock,
  createIds,
  createLog,
  type IdSource,
  type Log,
  openHome,
  systemClock,
} from './kit/index.ts';
import {
  createModelResolver,
  explainRow,
  guardRegistry,
  type RegistryStore,
} from './models/index.ts';
import { createMonitors, type Monitors } from './monitors/index.ts';
import { type OpenedModels, openModels } from './open-models.ts';
import { createRequestLog, openFileLog, type PredictionLog } from './predictions/index.ts';
import {
  createController,
  createGuardTrail,
  createWatch,
  type RolloutController,
} from './rollouts/index.ts';
import {
  type AnswerMemory,
  createAnswerMemory,
  createGateway,
  createInference,
  createServingCounters,
  createTargets,
  type Gateway,
  type SharedInference,
  shareInference,
  type Targets,
  traceGateway,
  traceParts,
  withTraffic,
} from './serving/index.ts';
import { forgetEverywhere, shareChanges } from './share-changes.ts';
import { openStore, type Store } from './storage/index.ts';
import type { Tracer, Tracing } from './tracing/index.ts';
import { version } from './version.ts';
/** What accounts reach of a home, each as far as its roles go. */
export interface GuardedParts {
  readonly store: Store;
  /** The registry with its rules. */
  readonly registry: RegistryStore;
  readonly trees: ArtifactTrees;
  readonly uploads: Uploads;
  readonly predictionLog: PredictionLog;
}

/** One opened home and everything that works on it. */
export interface App extends OpenedModels {
  /** Absolute path of the home folder. */
  readonly home: string;
  /** Absolute path of the folder of logged predictions. */
  readonly capturePath: string;
  readonly store: Store;
  /** The registry with its rules: what everybody's clients write to. */
  readonly registry: RegistryStore;
  /** Where the store is, with its password; absent for the file of the home. */
  readonly storeAddress?: string | undefined;
  /** The same for whoever asks: what handlers and protocols stand on. What answers rows looks past it. */
  readonly guarded: GuardedParts;
  readonly artifacts: ArtifactStore;
  /** Files of runs, logged models and versions, by path. */
  readonly trees: ArtifactTrees;
  /** Files that are on their way there in parts. */
  readonly uploads: Uploads;
  readonly predictionLog: PredictionLog;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes spans of requests and runs; absent where nobody traces. */
  readonly tracer?: Tracer | undefined;
  /** Who may answer. */
  readonly targets: Targets;
  /** The one way from rows to answers. */
  readonly gateway: Gateway;
  /** What endpoints remember of their answers. */
  readonly memory: AnswerMemory;
  /** What endpoints did lately. */
  readonly traffic: TrafficReader;
  /** What accounts may do, as far as this process has read it. */
  readonly accountBook: AccountBook;
  /** Is told that an account may do something else than before. */
  readonly tellOfAccount: TellOfAccount;
  /** Gives who made something all rights at it. */
  readonly own: Own;
  /** The other processes of the server; absent where there are none. */
  readonly crew?: Crew | undefined;
  /** The calls of the Open Inference Protocol. */
  readonly inference: SharedInference;
  /** Looks after the rollouts of the home, when it is told to. */
  readonly rollouts: RolloutController;
  /** Looks after drift and bad answers, when it is told to. */
  readonly monitors: Monitors;
  readonly handlers: Handlers;
  /** Flushes the log and closes the store. */
  close(): Promise<void>;
}

export interface AppOptions {
  /** Home folder; it is created when it is missing. */
  readonly home: string;
  /** Where the metadata are, as in `postgres://user@host/database`. Default: a file of the home. */
  readonly storeAddress?: string | undefined;
  readonly clock?: Clock;
  /** Where ids take chance from. Default: the secure source of the system. */
  readonly randomBytes?: IdSource['randomBytes'];
  /**
   * Where a version is tried before it is released. Default: in a process of its own, with a limit of time and memory;
   * `in-process` for places that may start no others.
   */
  readonly proof?: 'process' | 'in-process';
  /** The other processes of the server that this one is a worker of. Default: there are none. */
  readonly crew?: Crew | undefined;
  /** Hears what operators should know. Default: JSON lines on stderr, warnings and errors only. */
  readonly log?: Log;
  /** Where spans go; it is closed with the app. Default: nobody traces. */
  readonly tracing?: Tracing | undefined;
  /** Where files go that clients send. Default: the disk of the home. */
  readonly files?: FilePlace | undefined;
}

/** Where files go that clients send, and how large they may be. */
export interface FilePlace {
  /** `s3://bucket/prefix`; undefined for the disk of the home. */
  readonly url?: string | undefined;
  /** Largest file, bytes. Default 64 GiB. */
  readonly limitBytes?: number | undefined;
  /** Variables of the system, which say the rest of an S3 store. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Largest file that is taken unless told otherwise, bytes. */
const FILE_LIMIT_BYTES = 64 * 1024 ** 3;

/**
 * Opens a home: the one place where the parts are put together.
 *
 * DuckDB is loaded when a table is read, not here.
 *
 * @throws HOME_NOT_WRITABLE, HOME_TOO_NEW, HOME_BUSY, HOME_DAMAGED, DISK_FULL, STORE_ADDRESS_INVALID, STORE_UNREACHABLE,
 * STORE_REFUSED, STORE_BUSY, ARGUMENT_INVALID for a place of files that is none
 * @example
 * const app = await openApp({ home: '.kaizen' });
 * const { items } = await app.handlers.models.list({ limit: 20 });
 * await app.close();
 */
export async function openApp({
  home: path,
  storeAddress,
  clock = systemClock,
  log = createLog({ level: 'warn', clock }),
  randomBytes,
  tracing,
  proof,
  crew,
  files = {},
}: AppOptions): Promise<App> {
  const home = await openHome(path, { clock });
  const { url, limitBytes = FILE_LIMIT_BYTES, env = {} } = files;
  const contents = await openContents({ home, clock, url, env });
  const tracer = tracing?.tracer;
  const chance = randomBytes === undefined ? {} : { randomBytes };
  const store = await openStore(home, { address: storeAddress, clock, ...chance });
  const artifacts = openFileArtifacts(home);
  const trees = createArtifactTrees({ home, contents, files: store.artifactFiles, limitBytes });
  const uploads = openUploads(home, trees);
  const predictionLog = openFileLog(home, { clock, log });
  const opened = openModels({ store, artifacts, log, tracer, proof });
  const { pool, models, answerers, warmUp } = opened;
  const nextId = createIds({ clock, ...chance });
  const resolver = createModelResolver(store.models, clock);
  const watch = createWatch(store.rollouts, nextId());
  const trail = createGuardTrail(store.rollouts);
  const targets = createTargets({
    ...{ resolver, models: store.models, answerers, warmUp, pool },
    ...{ endpoints: store.endpoints, rollouts: store.rollouts, clock, log },
  });
  const forget = async (): Promise<void> => {
    targets.forget();
    if (crew !== undefined) await forgetEverywhere(crew);
  };
  const meter = createTrafficMeter(clock.now);
  const traffic = createTrafficReader(meter, { nowMs: clock.now, crew });
  const counters = withTraffic(createServingCounters(clock.now), meter);
  const memory = createAnswerMemory(clock);
  const requestLog = createRequestLog(predictionLog, home);
  const registry = guardRegistry({
    registry: store.registry,
    approvals: store.approvals,
    release: opened.release,
    onChange: forget,
  });
  const { audit, tracking } = store;
  const accountBook = openAccountBook(store.accounts, { clock });
  const tellOfAccount = tellOfAccounts(accountBook, crew);
  const own = createOwn({ accounts: store.accounts, tell: tellOfAccount });
  const guardedStore = guardStore(store, { own });
  const guarded: GuardedParts = {
    store: guardedStore,
    registry: guardRegistryAccess(registry, { own, audit }),
    trees: guardTrees(trees, tracking),
    uploads: guardUploads(uploads, tracking),
    predictionLog: guardPredictionLog(predictionLog),
  };
  const gatewayDeps = {
    ...{ memory, predictionLog: requestLog },
    ...{ targets, answerers, watch, counters, clock, nextId, log },
  };
  const gateway =
    tracer === undefined
      ? createGateway(gatewayDeps)
      : traceGateway(createGateway(traceParts(gatewayDeps, tracer)), tracer);
  const monitors: Monitors = createMonitors({
    ...{ monitors: store.monitors, performance: store.performance, store: store.models },
    ...{ endpoints: store.endpoints, datasets: store.datasets },
    ...{ answerers, artifacts, predictionLog, clock, log },
    explain: (endpoint, judged) => causesOf({ store, answerers, monitors }, endpoint, judged),
  });
  const parts = {
    ...{ accountBook, tellOfAccount, own },
    ...{ home: home.path, capturePath: home.capturePath, artifacts, predictionLog },
    ...{ store, storeAddress, trees, uploads },
    ...opened,
    ...{ targets, clock, log, tracer, gateway, traffic, memory, crew },
    inference: shareInference(
      createInference({
        ...{
          gateway,
          targets,
          models: guardedStore.models,
          answerers,
          pool,
          counters,
          nextId,
          version,
        },
        explain: explainRow(resolver, models, answerers),
        ...{ memory, clock, predictionLog: requestLog },
      }),
      crew,
    ),
    rollouts: createController({
      ...{
        rollouts: store.rollouts,
        models: store.models,
        watch,
        predictionLog,
        clock,
        log,
        trail,
      },
      onChange: () => void forget(),
    }),
    monitors,
    ...{ registry, guarded },
  };
  const handlers = createHandlers(parts, resolver, { trail, forget: targets.forget });
  return {
    ...parts,
    handlers:
      crew === undefined ? handlers : shareChanges(handlers, { crew, forget: targets.forget }),
    async close() {
      await watch.flush();
      await pool.close();
      await predictionLog.close();
      await store.close();
      await tracing?.close();
    },
  };
}
