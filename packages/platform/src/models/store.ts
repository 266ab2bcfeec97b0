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

/** Where models and their versions are kept. */
export interface ModelStore {
  register(version: NewModelVersion): Promise<ModelVersionRecord>;
  /** @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND */
  setAlias(name: ModelName, alias: string, version: number): Promise<void>;
  find(name: ModelName): Promise<ModelRecord | undefined>;
  findVersion(name: ModelName, version: number): Promise<ModelVersionRecord | undefined>;
  /** Every version, newest first. */
  versions(name: ModelName): Promise<readonly ModelVersionRecord[]>;
  /** Most recently changed first. */
  list(page: PageRequest): Promise<Page<ModelRecord>>;
  count(): Promise<number>;
}
