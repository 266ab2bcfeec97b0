import type { Prediction, Row } from '@kaizenml/contracts';

/**
 * What a logged request was: an `answer` that somebody got; a `shadow`, which a version gave that was only tried and
 * nobody saw; or a `failure`, which has no answer.
 */
export const LOG_KINDS = ['answer', 'shadow', 'failure'] as const;

export type LogKind = (typeof LOG_KINDS)[number];

/** The route of a request whose record names none. */
export const DEFAULT_ROUTE = 'champion';

/** What each column added to the answer of one row, by column. */
export type Contributions = Readonly<Record<string, number>>;

/** One request, as it is logged. */
export interface LoggedRequest {
  readonly requestId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly endpoint: string;
  readonly version: number;
  readonly rows: readonly Row[];
  /** One per row; none of a failure. */
  readonly predictions: readonly Prediction[];
  /** What a model of tensors answered, one per row, by the names of its outputs; `predictions` is then empty. */
  readonly outputs?: readonly Row[];
  /** Time from the parsed request to the answer, milliseconds. */
  readonly latencyMs: number;
  /** Name of the route that answered. Default `champion`. */
  readonly route?: string;
  /** Default `answer`. */
  readonly kind?: LogKind;
  /** Key by which a caller stays on one route. */
  readonly entity?: string;
  /** How the request came, such as `open-inference`. */
  readonly protocol?: string;
  /** One per row; null for a row without one. */
  readonly explanations?: readonly (Contributions | null)[];
  /** Requests that it stands for: more than 1 where the policy of its endpoint logs a share of them. Default 1. */
  readonly weight?: number;
  /** Code of the failure. Only of a `failure`. */
  readonly error?: string;
  /** Probability with which a rollout had this version answer, above 0 and below 1. Absent where nothing was dealt out. */
  readonly propensity?: number;
}

/** Parts of a request as JSON, from who needs them written for somebody else too. */
export interface Written {
  readonly predictions: string;
}

/** What was true of a row: a class, a number, or yes and no. */
export type LabelValue = string | number | boolean;

/** A label that arrived after the answer. */
export interface Label {
  readonly label: LabelValue;
  /** Since when it is known, ISO 8601 in UTC. */
  readonly at: string;
}

/** A label as it is sent: of a row of a request, by the id that the answer carried. */
export interface NewLabel {
  readonly requestId: string;
  /** Row of the request, from 1. Default 1. */
  readonly row?: number | undefined;
  readonly label: LabelValue;
  /** Since when it is known, ISO 8601 in UTC. Default: now. The latest one holds. */
  readonly at?: string | undefined;
}

/** What became of labels. */
export interface LabelReceipt {
  readonly nKept: number;
  /** Labels of rows that are not in the log; they were not kept. */
  readonly unknown: readonly { readonly requestId: string; readonly row: number }[];
}

/** A request with what turned out to be true. */
export interface LabeledRequest extends LoggedRequest {
  /** One per row; null where none has arrived. */
  readonly labels: readonly (Label | null)[];
  /** What the request brought, by metric; absent while nothing is known. */
  readonly rewards?: Readonly<Record<string, number>>;
  /** What people found in its rows, one per row; null of one that nobody looked through; absent while nobody looked through any. */
  readonly tags?: readonly (RowTags | null)[];
}

/** What somebody found in looking through a wrong answer. */
export interface RowTags {
  /** Causes; empty where none was seen. */
  readonly tags: readonly string[];
  readonly note: string | null;
  /** Who looked; null where the server asks nobody for a key. */
  readonly who: string | null;
  /** The label beside which the answer was called wrong: with another one it has to be looked through again. */
  readonly label: LabelValue;
  /** ISO 8601 in UTC. */
  readonly receivedAt: string;
}

/** What was found in a row that is in the log. */
export interface NewTags extends Omit<RowTags, 'receivedAt'> {
  readonly requestId: string;
  /** From 1. */
  readonly row: number;
}

/** A row with what was found in it. */
export interface TaggedRow extends RowTags {
  readonly requestId: string;
  /** From 1. */
  readonly row: number;
}

/** What a request brought, as it is sent. */
export interface NewReward {
  readonly requestId: string;
  /** Which number it is, such as `revenue`. */
  readonly metric: string;
  readonly value: number;
  /** Since when it is known, ISO 8601 in UTC. Default: now. The latest one holds. */
  readonly at?: string | undefined;
}

/** What became of rewards. */
export interface RewardReceipt {
  readonly nKept: number;
  /** Those of requests that are not in the log; they were not kept. */
  readonly unknown: readonly { readonly requestId: string }[];
}

/** Which requests are read. */
export interface KindChoice {
  /** Default: answers only. */
  readonly kinds?: readonly LogKind[] | undefined;
}

/** Which of the newest requests are given. */
export interface NewestChoice extends KindChoice {
  /** Those of one version: looked for among twenty times as many rows as are asked for, and no further back. Default: of all. */
  readonly version?: number | undefined;
}

/** Which requests a scan reads. */
export interface ScanChoice extends KindChoice {
  /** First instant that counts, ISO 8601 in UTC. Default: the first of all. */
  readonly from?: string | undefined;
  /** First instant that no longer counts. Default: none. */
  readonly to?: string | undefined;
  /** Default: the oldest come first. */
  readonly newestFirst?: boolean | undefined;
}

/**
 * The log of predictions, under `capture/<endpoint>/<day>/`: JSON lines, and the same as Parquet once a file is closed.
 *
 * `append`, `label`, `reward` and `tag` resolve when the operating system has the lines (a kill -9 of the process cannot lose them);
 * files are flushed to the disk once a second. A torn last line is skipped by the readers. Readers see each request
 * once, whichever form it has and whatever a compaction was interrupted in.
 */
export interface PredictionLog {
  /** @throws DISK_FULL, HOME_NOT_WRITABLE, ARGUMENT_INVALID for a name that is none */
  append(request: LoggedRequest, written?: Written): Promise<void>;
  /** Newest requests first, until `nRows` rows are reached. A request without rows counts as one. */
  newest(endpoint: string, nRows: number, choice?: NewestChoice): Promise<readonly LoggedRequest[]>;
  /** Rows answered and the time of the last answer. */
  count(endpoint: string): Promise<{ readonly nRows: number; readonly lastAt: string | null }>;
  /** Requests of a span, oldest first by default, with their labels. Holds the labels of one day in memory. */
  scan(endpoint: string, choice?: ScanChoice): AsyncGenerator<LabeledRequest, void, undefined>;
  /** Everything that was logged under an id: an answer, and maybe shadows of it. Without `endpoint` all are searched. */
  find(requestId: string, endpoint?: string): Promise<readonly LabeledRequest[]>;
  /** Keeps labels; of several for one row the latest holds. @throws DISK_FULL, HOME_NOT_WRITABLE, ARGUMENT_INVALID */
  label(endpoint: string, labels: readonly NewLabel[]): Promise<LabelReceipt>;
  /** Keeps what requests brought; of several of one metric the latest holds. @throws DISK_FULL, HOME_NOT_WRITABLE, ARGUMENT_INVALID */
  reward(endpoint: string, rewards: readonly NewReward[]): Promise<RewardReceipt>;
  /** Keeps what somebody found in a row; the last of a row holds. Of one that is not in the log nothing is kept. @returns What was kept. @throws DISK_FULL, HOME_NOT_WRITABLE */
  tag(endpoint: string, found: NewTags): Promise<RowTags | undefined>;
  /**
   * What was found in rows from a day on (`2026-01-31`), where their label is still the one that it was found beside.
   *
   * @cost O(tags and labels of the days that have tags); no request is read.
   */
  tagged(endpoint: string, fromDay: string): Promise<readonly TaggedRow[]>;
  /**
   * The marks of what came of the requests of each day from one on (`2026-01-31`): another one as soon as a label or a reward of them
   * was kept, the same while none was. Days of which no request is there (any more) have none. Reads no line.
   */
  findMarks(endpoint: string, fromDay: string): Promise<ReadonlyMap<string, string>>;
  /** The labels of requests that were read, in their order. */
  withLabels(
    endpoint: string,
    requests: readonly LoggedRequest[],
  ): Promise<readonly LabeledRequest[]>;
  close(): Promise<void>;
}
