import type { AppError } from '@kaizenml/contracts';
import type { Kept } from './outbox.ts';

/** A run that a program logs to. Only `flush` and `end` give something to wait for; nothing else does any work at once. */
export interface TrackedRun {
  readonly id: string;
  readonly experiment: string;
  /** Points and words that were dropped, because for long neither the server nor the disk took them. */
  readonly nDropped: number;
  /** Logs a value of a metric. */
  metric(key: string, value: number, options?: PointOptions): void;
  /** Logs several metrics of one step. */
  metrics(values: Readonly<Record<string, number>>, options?: PointOptions): void;
  /** Logs params; each is set once. */
  params(values: Readonly<Record<string, ParamValue>>): void;
  /** Sets tags; null takes one away. */
  tags(values: Readonly<Record<string, string | null>>): void;
  /** Says what people should know of it. */
  note(text: string | null): void;
  /** Says that it read a table. */
  input(table: ReadTable): void;
  /** Says that it made a model. */
  output(model: { readonly model: string; readonly step?: number }): void;
  /** Begins a run that is a part of this one, and ends with it at the latest. */
  child(options?: ChildOptions): TrackedRun;
  /** Resolves once everything that was logged before is with the server, or on the disk of this machine. @throws DISK_FULL, HOME_NOT_WRITABLE */
  flush(): Promise<Flushed>;
  /** Ends it, and resolves as `flush` does. A run that nobody ends is ended with its process. */
  end(end?: {
    /** Default `finished`. */
    readonly status?: 'finished' | 'failed' | 'stopped';
    readonly error?: string;
  }): Promise<Flushed>;
}

/** What became of what was logged. */
export interface Flushed {
  /** `spilled`: the server is away; it is sent once the server is back, by this process or by the next that tracks. */
  readonly kept: Kept;
  /** What the server refused for good since the flush before, 100 at most. */
  readonly refusals: readonly AppError[];
}

export interface PointOptions {
  /** Default: one more than the last of this metric, from 0. */
  readonly step?: number;
  /** Default: now. */
  readonly at?: Date;
}

export type ParamValue = string | number | boolean;

/** A table that a run read. */
export interface ReadTable {
  readonly name: string;
  /** Tells one state of the table from others, 36 characters at most. */
  readonly digest: string;
  /** Where it was read from. */
  readonly source?: string;
  /** What it was read for, such as `training`. */
  readonly role?: string;
}

export interface ChildOptions {
  /** For people. Default: its id. */
  readonly name?: string;
  readonly params?: Readonly<Record<string, ParamValue>>;
  readonly tags?: Readonly<Record<string, string>>;
}
