import type { ArtifactHash, Estimate, ModelName, ModelTask, RunId } from '@kaizenml/contracts';
import type { Page, PageRequest } from '../storage/page.ts';

export interface ModelRecord {
  readonly name: ModelName;
  readonly task: ModelTask;
  readonly target: string;
  readonly latestVersion: number;
  /** Version by alias. */
  readonly aliases: Readonly<Record<string, number>>;
  readonly updatedAt: string;
}

export interface ModelVersionRecord {
  readonly name: ModelName;
  /** 1, 2, 3 … within the name. */
  readonly version: number;
  readonly estimator: string;
  readonly runId: RunId;
  readonly artifact: ArtifactHash;
  readonly metrics: Readonly<Record<string, Estimate>>;
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
  /** Aliases that point at the new version from now on, set in the same transaction. */
  readonly aliases?: readonly string[];
}

/** What moved an alias: a run that registered a version, a rollout that ended well, or a person who said so. */
export interface AliasReason {
  readonly by: 'run' | 'rollout' | 'person';
  /** Id of the run or rollout. */
  readonly source?: string | null | undefined;
  /** Who decided; null where nobody was asked for a name. */
  readonly who?: string | null | undefined;
  readonly why?: string | null | undefined;
}

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

/** Where models and their versions are kept. */
export interface ModelStore {
  register(version: NewModelVersion): Promise<ModelVersionRecord>;
  /**
   * Points an alias at a version. The reason is kept beside it; default: a person who is not known.
   *
   * @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND
   */
  setAlias(name: ModelName, alias: string, version: number, reason?: AliasReason): Promise<void>;
  /** Where its aliases pointed, newest first; nothing from before this was written down. */
  aliasMoves(name: ModelName, limit: number): Promise<readonly AliasMove[]>;
  find(name: ModelName): Promise<ModelRecord | undefined>;
  findVersion(name: ModelName, version: number): Promise<ModelVersionRecord | undefined>;
  /** Every version, newest first. */
  versions(name: ModelName): Promise<readonly ModelVersionRecord[]>;
  /** Most recently changed first. */
  list(page: PageRequest): Promise<Page<ModelRecord>>;
  count(): Promise<number>;
}
