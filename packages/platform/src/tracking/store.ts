import type { ChangeReason } from '../audit/index.ts';
import type { Condition, Field, Order } from '../filters/index.ts';
import type { Page, PageRequest } from '../storage/page.ts';

export type { Comparison, Condition, Field, NumberOrder, Order } from '../filters/index.ts';

/**
 * Where experiments, runs and what they log are kept, as everybody writes them: our pipelines, our clients, and those of MLflow.
 *
 * A method that writes is acknowledged when it survives kill -9 and power loss. Requests that wait at the same time share one
 * flush of the disk. What was acknowledged is seen by every read that begins after it, in every process of the home.
 */
export interface TrackingStore {
  readonly experiments: TrackedExperiments;
  readonly runs: TrackedRuns;
  readonly metrics: MetricHistories;
  readonly models: LoggedModels;
  readonly trash: Trash;
}

/** A run or a logged model that was deleted. */
export interface DeletedThing {
  readonly id: string;
  readonly name: string;
  readonly experimentId: string;
  readonly artifactUri: string;
  readonly deletedAtMs: number;
}

/** What was deleted and is still there. Runs themselves are purged by `TrackedRuns`. */
export interface Trash {
  /**
   * What was deleted before an instant, the first made first; of each kind `limit` at most. Models are among them that were deleted
   * themselves, or with their experiment.
   */
  list(choice: {
    readonly beforeMs: number;
    /** Default: of all experiments. */
    readonly experimentId?: string | undefined;
    readonly limit: number;
  }): Promise<{
    readonly runs: readonly DeletedThing[];
    readonly models: readonly DeletedThing[];
    readonly experiments: readonly { readonly id: string; readonly name: string }[];
  }>;
  /** Models that a run logged, deleted or not. */
  modelsOf(runId: string): Promise<readonly Pick<DeletedThing, 'id' | 'name' | 'artifactUri'>[]>;
  /** Takes a logged model away for good, deleted or not; what runs logged with its id goes with those. @throws LOGGED_MODEL_NOT_FOUND */
  purgeModel(id: string, reason?: PurgeReason): Promise<void>;
  /**
   * Takes a deleted experiment away for good, unless a run or a logged model of it is there.
   *
   * @returns Whether it went. @throws EXPERIMENT_NOT_FOUND, EXPERIMENT_STATE
   */
  purgeExperiment(id: string, reason?: PurgeReason): Promise<boolean>;
}

/** `active`, or `deleted` until it is restored or purged. */
export type Lifecycle = 'active' | 'deleted';
export type LifecycleChoice = Lifecycle | 'all';

export interface TrackedExperiment {
  /** Whole numbers from 0, as text; `0` is the experiment `Default`, which is always there. */
  readonly id: string;
  readonly name: string;
  /** Where artifacts of its runs go unless a run says otherwise; a URI. */
  readonly artifactLocation: string;
  readonly lifecycle: Lifecycle;
  /** Milliseconds since 1970, as are all times here. */
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface TrackedExperiments {
  /** @throws EXPERIMENT_EXISTS, also where one of this name was deleted */
  create(experiment: {
    readonly name: string;
    readonly artifactLocation?: string | undefined;
    readonly tags?: Readonly<Record<string, string>>;
  }): Promise<TrackedExperiment>;
  find(id: string): Promise<TrackedExperiment | undefined>;
  /** The active one of this name, else a deleted one. */
  findByName(name: string): Promise<TrackedExperiment | undefined>;
  search(
    search: {
      readonly condition?: Condition;
      readonly orders: readonly Order[];
      readonly lifecycle: LifecycleChoice;
    },
    page: PageRequest,
  ): Promise<Page<TrackedExperiment>>;
  /** @throws EXPERIMENT_NOT_FOUND, EXPERIMENT_EXISTS */
  rename(id: string, name: string): Promise<void>;
  /** Its runs follow it, and come back with it. @throws EXPERIMENT_NOT_FOUND, EXPERIMENT_STATE */
  setLifecycle(id: string, lifecycle: Lifecycle): Promise<void>;
  /** A tag of null is taken away. @throws EXPERIMENT_NOT_FOUND */
  setTags(id: string, tags: Readonly<Record<string, string | null>>): Promise<void>;
}

export type TrackedStatus = 'scheduled' | 'running' | 'finished' | 'failed' | 'killed';

/** A run without what it logged. */
export interface TrackedRunHead {
  /** Our own are ULIDs; those of others what they asked for: 1 to 256 characters of `[A-Za-z0-9_-]`. */
  readonly id: string;
  readonly experimentId: string;
  readonly name: string;
  readonly user: string;
  readonly status: TrackedStatus;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly artifactUri: string;
  readonly lifecycle: Lifecycle;
}

export interface TrackedRun extends TrackedRunHead {
  /** Of each key the point of the greatest step; of several the one of the latest time, of these the largest value. */
  readonly metrics: readonly MetricPoint[];
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly datasets: readonly DatasetUse[];
  readonly modelInputs: readonly string[];
  readonly modelOutputs: readonly { readonly modelId: string; readonly step: number }[];
}

/** One value of a metric. `value` may be NaN and infinite. */
export interface MetricPoint {
  readonly key: string;
  readonly value: number;
  readonly atMs: number;
  readonly step: number;
  readonly modelId?: string;
  readonly dataset?: { readonly name: string; readonly digest: string };
}

/** A table that a run read, as its client describes it. */
export interface DatasetUse {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema?: string;
  readonly profile?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What is logged at once: all of it, or nothing. */
export interface RunBatch {
  readonly metrics?: readonly MetricPoint[];
  /** A param is set once: the same value again is no change. */
  readonly params?: Readonly<Record<string, string>>;
  /** A tag of null is taken away. */
  readonly tags?: Readonly<Record<string, string | null>>;
}

/** Runs of which a field holds the same. */
export interface RunGroup {
  /** null for runs that have no such field. */
  readonly value: string | number | null;
  readonly nRuns: number;
  readonly lastStartedAtMs: number;
  /** Of metrics that were asked for and that a run of the group has, as a number. */
  readonly metrics: readonly {
    readonly key: string;
    readonly nRuns: number;
    readonly mean: number;
    readonly least: number;
    readonly greatest: number;
  }[];
}

/** Who takes something away for good, and why. */
export interface PurgeReason extends ChangeReason {
  /** What went with it before, for the trail: figures alone. */
  readonly gone?: Readonly<Record<string, number>>;
}

export interface TrackedRuns {
  /** @throws EXPERIMENT_NOT_FOUND, EXPERIMENT_STATE for one that is deleted, RUN_EXISTS */
  create(run: {
    readonly experimentId: string;
    /** Default: a new ULID. */
    readonly id?: string;
    readonly name: string;
    readonly user: string;
    readonly startedAtMs: number;
    readonly tags: Readonly<Record<string, string>>;
    readonly artifactUri?: string;
  }): Promise<TrackedRun>;
  find(id: string): Promise<TrackedRun | undefined>;
  /** Ids of the experiments of runs, by the ids of the runs, deleted ones too; without those that are not there. */
  experimentsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** @throws RUN_NOT_FOUND, RUN_STATE for one that is deleted */
  update(
    id: string,
    change: {
      readonly status?: TrackedStatus;
      readonly endedAtMs?: number;
      readonly name?: string;
    },
  ): Promise<TrackedRunHead>;
  /** @throws RUN_NOT_FOUND, RUN_STATE for one that is deleted, PARAM_CHANGED */
  log(id: string, batch: RunBatch): Promise<void>;
  /** @throws RUN_NOT_FOUND, RUN_STATE */
  logInputs(
    id: string,
    inputs: { readonly datasets?: readonly DatasetUse[]; readonly models?: readonly string[] },
  ): Promise<void>;
  /** @throws RUN_NOT_FOUND, RUN_STATE */
  logOutputs(
    id: string,
    models: readonly { readonly modelId: string; readonly step: number }[],
  ): Promise<void>;
  /** @throws RUN_NOT_FOUND, RUN_STATE where it is so already */
  setLifecycle(id: string, lifecycle: Lifecycle): Promise<void>;
  /**
   * Takes the run, and everything that it logged, away for good, and lets its artifacts go. Only of deleted runs.
   *
   * @throws RUN_NOT_FOUND, RUN_STATE
   */
  purge(id: string, reason?: PurgeReason): Promise<void>;
  /** Default order: the newest start first, then by id. */
  search(
    search: {
      readonly experimentIds: readonly string[];
      readonly condition?: Condition;
      readonly orders: readonly Order[];
      readonly lifecycle: LifecycleChoice;
    },
    page: PageRequest,
  ): Promise<Page<TrackedRun>>;
  /** Active runs by what a param, a tag or an attribute of theirs holds; those of most runs first, then by value. */
  group(
    search: {
      readonly experimentIds: readonly string[];
      readonly condition?: Condition;
      readonly by: Field;
      readonly metrics: readonly string[];
    },
    page: { readonly limit: number },
  ): Promise<readonly RunGroup[]>;
  /** Names, digests and contexts of the tables that runs of experiments read, at most 1000. */
  datasetsOf(experimentIds: readonly string[]): Promise<
    readonly {
      readonly experimentId: string;
      readonly name: string;
      readonly digest: string;
      readonly context: string | null;
    }[]
  >;
}

/** A metric of a run: the point that counts, and how many there are. */
export interface MetricOfRun {
  readonly key: string;
  readonly value: number;
  readonly step: number;
  readonly atMs: number;
  readonly nPoints: number;
}

export interface MetricHistories {
  /** Metrics of a run, by the characters of their names. @throws RUN_NOT_FOUND */
  list(
    id: string,
    choice: {
      /** What their names hold, whatever the case of A to Z. Default: anything. */
      readonly contains?: string | undefined;
      /** Points that they have at least. Default 1. */
      readonly minPoints?: number | undefined;
    },
    page: PageRequest,
  ): Promise<Page<MetricOfRun>>;
  /** Every point of a metric of a run, as it was logged, oldest first. @throws RUN_NOT_FOUND */
  history(id: string, key: string, page: PageRequest): Promise<Page<MetricPoint>>;
  /**
   * At most so many points of a metric that look like all of them: first and last, and of every stretch of steps its least and
   * greatest.
   *
   * @cost Of a million points that were logged long ago a few thousand summaries.
   * @throws RUN_NOT_FOUND
   */
  sample(
    id: string,
    key: string,
    choice: { readonly maxPoints: number; readonly fromStep?: number; readonly toStep?: number },
  ): Promise<readonly MetricPoint[]>;
}

/** What is known of the files of a model: nothing said, being written, all there, or not all written. */
export type LoggedModelStatus = 'unspecified' | 'pending' | 'ready' | 'upload-failed';

/** A model that a client logged; a version of a registered model may stand on it. */
export interface LoggedModel {
  /** `m-` and 32 hexadecimal digits. */
  readonly id: string;
  readonly experimentId: string;
  readonly name: string;
  /** Where its files go; a URI. */
  readonly artifactUri: string;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly status: LoggedModelStatus;
  /** What its client calls this kind of model, such as `agent`; empty where it said nothing. */
  readonly type: string;
  /** The run that made it; it need not be one of this store. */
  readonly sourceRunId: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  /** Metrics that runs logged with its id: of each run, key and dataset the point that counts for a run. */
  readonly metrics: readonly (MetricPoint & { readonly runId: string })[];
}

/** One key of an order of models; a metric may be that of one dataset alone. */
export interface LoggedModelOrder extends Order {
  readonly dataset?: { readonly name: string; readonly digest?: string };
}

export interface LoggedModels {
  /** Its status is `pending`. @throws EXPERIMENT_NOT_FOUND, EXPERIMENT_STATE for one that is deleted */
  create(model: {
    readonly experimentId: string;
    readonly name: string;
    readonly type: string;
    readonly sourceRunId: string | null;
    readonly params: Readonly<Record<string, string>>;
    readonly tags: Readonly<Record<string, string>>;
  }): Promise<LoggedModel>;
  find(id: string): Promise<LoggedModel | undefined>;
  /** Ids of the experiments of models, by the ids of the models, deleted ones too; without those that are not there. */
  experimentsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** @throws LOGGED_MODEL_NOT_FOUND */
  setStatus(id: string, status: LoggedModelStatus): Promise<LoggedModel>;
  /** A tag of null is taken away. @throws LOGGED_MODEL_NOT_FOUND */
  setTags(id: string, tags: Readonly<Record<string, string | null>>): Promise<void>;
  /** A param is set once: the same value again is no change. @throws LOGGED_MODEL_NOT_FOUND, PARAM_CHANGED */
  addParams(id: string, params: Readonly<Record<string, string>>): Promise<void>;
  /** It is found no more; what runs logged with its id stays theirs. @throws LOGGED_MODEL_NOT_FOUND */
  delete(id: string): Promise<void>;
  /** Default order: the newest first, then by id. Metrics are compared where one of `datasets` measured them, or anywhere. */
  search(
    search: {
      readonly experimentIds: readonly string[];
      readonly condition?: Condition;
      readonly datasets: readonly { readonly name: string; readonly digest?: string }[];
      readonly orders: readonly LoggedModelOrder[];
    },
    page: PageRequest,
  ): Promise<Page<LoggedModel>>;
}
