import type {
  ArtifactHash,
  Estimate,
  ModelName,
  ModelTask,
  RunId,
  VersionAdvice,
} from '@kaizenml/contracts';
import type { ChangeReason } from '../audit/index.ts';
import type { Page, PageRequest } from '../storage/page.ts';

/** A model that has a version which can answer here. */
export interface ModelRecord {
  readonly name: ModelName;
  readonly task: ModelTask;
  readonly target: string;
  /** The newest one that can answer here. */
  readonly latestVersion: number;
  /** Version by alias. */
  readonly aliases: Readonly<Record<string, number>>;
  readonly updatedAt: string;
}

/** A version that can answer here. */
export interface ModelVersionRecord {
  readonly name: ModelName;
  /** 1, 2, 3 … within the name. */
  readonly version: number;
  readonly estimator: string;
  readonly runId: RunId;
  readonly artifact: ArtifactHash;
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** What it means for callers; null of versions from before there was advice, and of those that other clients register. */
  readonly advice: VersionAdvice | null;
  readonly createdAt: string;
  readonly aliases: readonly string[];
}

export interface NewModelVersion {
  readonly name: ModelName;
  readonly task: ModelTask;
  readonly target: string;
  readonly estimator: string;
  readonly runId: RunId;
  readonly artifact: ArtifactHash;
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** What changed; the store numbers it. Default: nobody compared it. */
  readonly advice?: Omit<VersionAdvice, 'number'> | undefined;
  /** Aliases that point at the new version from now on, set in the same transaction. */
  readonly aliases?: readonly string[];
}

/** What moved an alias: a run that registered a version, a rollout that ended well, or a person who said so. */
export type AliasReason = ChangeReason;

/** One line of the history of an alias. Lines are only ever added. */
export interface AliasMove extends Required<AliasReason> {
  readonly at: string;
  readonly alias: string;
  /** Null: it pointed at nothing. */
  readonly from: number | null;
  readonly to: number;
  readonly source: string | null;
  readonly who: string | null;
  readonly why: string | null;
}

/** Why a model, or a version of it, cannot answer here although it is registered. */
export interface Unanswering {
  readonly name: ModelName;
  /** The version that was meant, or the newest; null of a model without versions. */
  readonly version: number | null;
  readonly source: string | null;
}

/** Where models and their versions are kept: those that can answer here. `RegistryStore` knows all of them. */
export interface ModelStore {
  /** @throws RELEASE_UNAPPROVED where `champion` is among its aliases and the rules of the model ask for what no new version has */
  register(version: NewModelVersion): Promise<ModelVersionRecord>;
  /**
   * Points an alias at a version. The reason is kept beside it; default: a person who is not known.
   *
   * @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND, RELEASE_UNAPPROVED of `champion`
   */
  setAlias(name: ModelName, alias: string, version: number, reason?: AliasReason): Promise<void>;
  /** Where its aliases pointed, newest first; nothing from before this was written down. */
  aliasMoves(name: ModelName, limit: number): Promise<readonly AliasMove[]>;
  find(name: ModelName): Promise<ModelRecord | undefined>;
  findVersion(name: ModelName, version: number): Promise<ModelVersionRecord | undefined>;
  /** What is registered and cannot answer here; undefined where nothing is, or it can. @param version Default: the newest. */
  findUnanswering(name: ModelName, version?: number): Promise<Unanswering | undefined>;
  /** Every version that can answer here, newest first. */
  versions(name: ModelName): Promise<readonly ModelVersionRecord[]>;
  /** Most recently changed first. @param among Only those of these names, one at least. Default: all. */
  list(page: PageRequest, among?: ReadonlySet<string>): Promise<Page<ModelRecord>>;
  count(): Promise<number>;
}
