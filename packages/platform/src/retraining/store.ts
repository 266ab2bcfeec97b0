import type { ArtifactHash, DatasetHash, ModelName } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { DatasetColumn } from '../datasets/store.ts';
import type { Page, PageRequest } from '../storage/page.ts';

type Shown = OutputOf<Operations['retrainings']['show']>;

export type RetrainingStatus = Shown['status'];
export type RetrainingTrigger = Shown['trigger'];
export type RetrainingStep = Shown['steps'][number];
export type Comparison = NonNullable<Shown['comparison']>;
export type RetrainingTry = Shown['tried'][number];
export type RetrainingStart = RetrainingTry['start'];
export type StandInStatus = OutputOf<Operations['retrainings']['stand-in']>['status'];

/** What a retraining was begun with; it does not change. */
export interface AskedRetraining {
  /** Version that was the champion then. */
  readonly champion: number;
  /** Since when the world is another one; null where nobody said. */
  readonly since: string | null;
  readonly without: readonly string[];
  /** Dataset version whose rows are new, `name@version`; null: those of the prediction log are. */
  readonly dataset: string | null;
  readonly who: string | null;
  /** Nothing is trained: versions that were the champion before are compared with the one that is. */
  readonly recalls?: true;
}

/** A table that was gathered: its file is kept before its version is, so that no kill makes two of them. */
export interface GatheredTable {
  /** Name of the dataset that it becomes a version of. */
  readonly name: string;
  readonly hash: DatasetHash;
  /** Of its Parquet file. */
  readonly artifact: ArtifactHash;
  readonly nRows: number;
  readonly columns: readonly DatasetColumn[];
}

/** What the step `gather` found. */
export interface Gathered {
  /** Absent where nothing is trained. */
  readonly history?: GatheredTable;
  readonly newest: GatheredTable;
  /** Time of the newest row that the champion has learned from, ISO 8601; absent in retrainings of an older version. */
  readonly knownUntil?: string;
  /** Time of the newest row that is learned from, ISO 8601. */
  readonly learnedUntil: string;
  /** When the log was read: labels that came later count for the next retraining. */
  readonly gatheredAt: string;
  /** Columns that the new model must not read. */
  readonly ignored: readonly string[];
  /** Column with the weights of rows; null: all count the same. */
  readonly weights: string | null;
}

/** What the steps have found so far. */
export interface RetrainingFacts {
  readonly gathered?: Gathered;
  /** `name@version` of what was gathered, once it is a version. */
  readonly history?: string;
  readonly newest?: string;
  /** How challengers are to be learned, in order; undefined before the step `train`. */
  readonly starts?: readonly RetrainingStart[];
  /** What came of each that was tried, or why it was not. */
  readonly tried?: readonly RetrainingTry[];
  /** Runs that were begun for the challenger, the last one last. */
  readonly runs?: readonly string[];
  readonly challenger?: number;
  /** The challenger was the champion before, and nothing that was trained for this. */
  readonly isRecalled?: boolean;
  readonly comparison?: Comparison;
  /** How far the answers of the challenger are from those of the champion on the rows that it was better on, 0 to 1. */
  readonly answersMove?: number;
  readonly rollout?: string;
  readonly understudies?: readonly Understudy[];
}

/** A version that does without one column. */
export interface Understudy {
  readonly column: string;
  readonly version: number;
}

/** The process that works on a retraining. */
export interface RetrainingHolder {
  readonly pid: number;
  readonly host: string;
  readonly mark: string | null;
}

export interface RetrainingRecord {
  readonly id: string;
  readonly endpoint: ModelName;
  readonly key: string;
  readonly trigger: RetrainingTrigger;
  readonly cause: string;
  readonly asked: AskedRetraining;
  readonly status: RetrainingStatus;
  readonly reason: string;
  /** Oldest first; the last one is where it stands. */
  readonly steps: readonly RetrainingStep[];
  readonly facts: RetrainingFacts;
  /** Who works on it now; null: nobody. */
  readonly holder: RetrainingHolder | null;
  /** Counts changes, so that two processes do not both make the next one. */
  readonly revision: number;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
}

export type NewRetraining = Pick<
  RetrainingRecord,
  'endpoint' | 'key' | 'trigger' | 'cause' | 'asked'
>;

/** What changes when a retraining goes on; what is left out stays. */
export type RetrainingChange = Partial<
  Pick<RetrainingRecord, 'status' | 'reason' | 'steps' | 'facts' | 'holder'>
>;

/** An understudy that answers, or did. */
export interface StandInRecord {
  readonly key: string;
  readonly endpoint: ModelName;
  readonly column: string;
  /** Version that answered before. */
  readonly from: number;
  readonly to: number;
  /** opening: written down, and not known to answer yet. */
  readonly status: StandInStatus | 'opening';
  readonly cause: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** Where retrainings are kept. Every method is one transaction. */
export interface RetrainingStore {
  /**
   * Begins one, unless its key has begun one before, which is given back then, or another one of the endpoint is under way.
   *
   * @returns `active` is the one that is in the way.
   */
  begin(
    retraining: NewRetraining,
  ): Promise<
    | { readonly record: RetrainingRecord; readonly isNew: boolean }
    | { readonly active: RetrainingRecord }
  >;
  /** By id or by an unambiguous prefix of at least 6 characters. */
  find(idOrPrefix: string): Promise<RetrainingRecord | undefined>;
  findByKey(key: string): Promise<RetrainingRecord | undefined>;
  /** Every one that has not ended, the oldest first. */
  open(): Promise<readonly RetrainingRecord[]>;
  /** Newest first. */
  list(endpoint: ModelName | undefined, page: PageRequest): Promise<Page<RetrainingRecord>>;
  /**
   * Takes one further, unless another process was quicker.
   *
   * @returns The changed record; undefined when its revision is another one by now.
   */
  change(
    retraining: RetrainingRecord,
    change: RetrainingChange,
  ): Promise<RetrainingRecord | undefined>;
  /** Writes down that an understudy is to answer; the one that its key wrote down before is given back as it is. */
  standIn(standIn: Omit<StandInRecord, 'status' | 'startedAt' | 'endedAt'>): Promise<StandInRecord>;
  findStandIn(key: string): Promise<StandInRecord | undefined>;
  /** Those of an endpoint, newest first. */
  standIns(endpoint: ModelName): Promise<readonly StandInRecord[]>;
  setStandIn(key: string, status: StandInStatus): Promise<StandInRecord>;
}
