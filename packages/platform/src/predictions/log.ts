import type { Prediction, Row } from '@kaizenml/contracts';

/** One answered request, as it is logged. */
export interface LoggedRequest {
  readonly requestId: string;
  readonly at: string;
  readonly endpoint: string;
  readonly version: number;
  readonly rows: readonly Row[];
  readonly predictions: readonly Prediction[];
  /** Time from the parsed request to the answer, milliseconds. */
  readonly latencyMs: number;
}

/**
 * The log of predictions: JSON lines under `capture/<endpoint>/<day>/<process>.jsonl`.
 *
 * `append` resolves when the operating system has the line (a kill -9 of the process cannot lose it); the
 * file is flushed to the disk once a second. A torn last line is skipped by the reader.
 */
export interface PredictionLog {
  /** @throws DISK_FULL, HOME_NOT_WRITABLE, ARGUMENT_INVALID for a name that is none */
  append(request: LoggedRequest): Promise<void>;
  /** Newest requests first, until `nRows` rows are reached. */
  newest(endpoint: string, nRows: number): Promise<readonly LoggedRequest[]>;
  /** Rows logged and the time of the last request. */
  count(endpoint: string): Promise<{ readonly nRows: number; readonly lastAt: string | null }>;
  close(): Promise<void>;
}
