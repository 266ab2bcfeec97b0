import type {
  ArtifactHash,
  Estimate,
  ModelName,
  ModelTask,
  VersionAdvice,
} from '@kaizenml/contracts';
import type { ChangeReason } from '../../audit/index.ts';
import type { Page, PageRequest } from '../../storage/page.ts';
import type { Condition, Order } from '../../tracking/store.ts';
import type { Stage } from './stage.ts';

/** A name in the registry, whether or not it has versions, and whoever made them. */
export interface RegisteredModel {
  readonly name: ModelName;
  readonly description: string | null;
  /** Who registered it, as its client said; null where nobody did. */
  readonly user: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Version by alias. */
  readonly aliases: Readonly<Record<string, number>>;
  /** What its versions do; null while none can answer here. */
  readonly task: ModelTask | null;
  readonly target: string | null;
  /** Number of the newest version that can answer here; null while there is none. */
  readonly newestAnswering: number | null;
}

/** `pending` until its files are there, `failed` where they never came. */
export type RegistrationStatus = 'pending' | 'ready' | 'failed';

/** A version of a model, whoever made it. */
export interface RegisteredVersion {
  readonly name: ModelName;
  readonly version: number;
  readonly description: string | null;
  readonly user: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly stage: Stage;
  readonly status: RegistrationStatus;
  readonly statusMessage: string | null;
  /** Where its files are, a URI; null of a version that was packed here. */
  readonly source: string | null;
  /** Where the files are, where `source` names another version; else null. */
  readonly location: string | null;
  readonly runId: string | null;
  readonly runLink: string | null;
  /** Id of the logged model that it was made of. */
  readonly modelId: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly aliases: readonly string[];
  /** The artifact that answers here; null where there is none. */
  readonly artifact: ArtifactHash | null;
  readonly estimator: string | null;
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** What it means for callers; null where nobody compared it. */
  readonly advice: VersionAdvice | null;
}

/** A version that somebody's client brings. */
export interface NewRegisteredVersion {
  readonly name: ModelName;
  readonly source: string;
  readonly location?: string | undefined;
  readonly runId?: string | undefined;
  readonly runLink?: string | undefined;
  readonly modelId?: string | undefined;
  readonly description?: string | undefined;
  readonly user?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Version whose artifact, method and figures the new one has too. */
  readonly copyOf?: VersionAt | undefined;
}

/** Names one version. */
export interface VersionAt {
  readonly name: ModelName;
  readonly version: number;
}

/** What is looked for. Fields of models: `name`, `creation_timestamp`, `last_updated_timestamp`, tags; of versions besides
 * `version_number`, `run_id`, `source_path`. Times are milliseconds since 1970. */
export interface RegistrySearch {
  readonly condition?: Condition | undefined;
  /** Of models: each must stand in the name, the description or a tag, whatever the case of its letters. Default: none. */
  readonly words?: readonly string[] | undefined;
  /** Attributes alone. Default of models: by name; of versions: the last changed first, then by name, the newest first. */
  readonly orders: readonly Order[];
}

/** What is known of all versions of a model. */
export interface ModelStanding {
  readonly nVersions: number;
  /** When the newest was registered. */
  readonly newestAt: string;
  /** The newest version of each stage but `None`. */
  readonly stages: Readonly<Partial<Record<Stage, number>>>;
}

/** What was taken away. */
export interface Removed {
  readonly versions: readonly number[];
  readonly aliases: readonly string[];
}

/**
 * The registry as everybody's clients write it, on the same tables as `ModelStore`, which knows of them what can answer here.
 *
 * Every write has its entry in the audit trail, in the same transaction. A tag of null is taken away. What the rules of a model ask for
 * is held against a version in the transaction that releases it, whoever writes.
 */
export interface RegistryStore {
  /** @throws MODEL_EXISTS */
  createModel(
    model: {
      readonly name: ModelName;
      readonly description?: string | undefined;
      readonly user?: string | undefined;
      readonly tags?: Readonly<Record<string, string>> | undefined;
    },
    reason: ChangeReason,
  ): Promise<RegisteredModel>;
  findModel(name: ModelName): Promise<RegisteredModel | undefined>;
  searchModels(search: RegistrySearch, page: PageRequest): Promise<Page<RegisteredModel>>;
  /** How many models `searchModels` finds on all its pages. */
  countModels(search: Pick<RegistrySearch, 'condition' | 'words'>): Promise<number>;
  /** Where the versions of each of these models stand; nothing of a model without versions. */
  standings(names: readonly ModelName[]): Promise<ReadonlyMap<ModelName, ModelStanding>>;
  /** @throws MODEL_NOT_FOUND */
  describeModel(
    name: ModelName,
    change: { readonly description: string | null; readonly reason: ChangeReason },
  ): Promise<RegisteredModel>;
  /** @throws MODEL_NOT_FOUND */
  tagModel(
    name: ModelName,
    change: {
      readonly tags: Readonly<Record<string, string | null>>;
      readonly reason: ChangeReason;
    },
  ): Promise<void>;
  /**
   * Versions, aliases, tags, settings of its endpoint and the history go along; the trail and logged predictions keep the old name.
   *
   * @throws MODEL_NOT_FOUND, MODEL_EXISTS, ROLLOUT_ACTIVE
   */
  renameModel(
    name: ModelName,
    change: { readonly to: ModelName; readonly reason: ChangeReason },
  ): Promise<RegisteredModel>;
  /** With everything of it. @throws MODEL_NOT_FOUND, ROLLOUT_ACTIVE */
  deleteModel(name: ModelName, reason: ChangeReason): Promise<Removed>;
  /** @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND of `copyOf` */
  createVersion(version: NewRegisteredVersion, reason: ChangeReason): Promise<RegisteredVersion>;
  findVersion(at: VersionAt): Promise<RegisteredVersion | undefined>;
  searchVersions(search: RegistrySearch, page: PageRequest): Promise<Page<RegisteredVersion>>;
  /** Of each of these models the newest version of every stage that has one, the older first. */
  newestPerStage(
    names: readonly ModelName[],
  ): Promise<ReadonlyMap<ModelName, readonly RegisteredVersion[]>>;
  /** @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND */
  describeVersion(
    at: VersionAt,
    change: { readonly description: string | null; readonly reason: ChangeReason },
  ): Promise<RegisteredVersion>;
  /** @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND */
  tagVersion(
    at: VersionAt,
    change: {
      readonly tags: Readonly<Record<string, string | null>>;
      readonly reason: ChangeReason;
    },
  ): Promise<void>;
  /** @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND, RELEASE_UNAPPROVED of `Production` */
  setStage(
    at: VersionAt,
    change: {
      readonly stage: Stage;
      /** Moves the other versions of this stage to `Archived`. */
      readonly archivesOthers: boolean;
      readonly reason: ChangeReason;
    },
  ): Promise<RegisteredVersion>;
  /** Its number is never used again. Aliases on it go with it. @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND, ROLLOUT_ACTIVE */
  deleteVersion(at: VersionAt, reason: ChangeReason): Promise<Removed>;
  /**
   * Points an alias at a version, whatever it pointed at.
   *
   * @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND, RELEASE_UNAPPROVED of `champion`
   */
  setAlias(
    name: ModelName,
    change: {
      readonly alias: string;
      readonly version: number;
      readonly reason: ChangeReason;
    },
  ): Promise<void>;
  /** @returns False where there was no such alias. @throws MODEL_NOT_FOUND */
  deleteAlias(
    name: ModelName,
    change: { readonly alias: string; readonly reason: ChangeReason },
  ): Promise<boolean>;
}
