import type { DatasetMonitorSettings } from '@kaizenml/contracts/operations';
import type { NewAlert } from '../alerts/index.ts';
import type { Finding } from './finding.ts';
import type { MonitorState } from './state.ts';

/** What is watched: an endpoint by its logged requests, or a dataset by its versions. */
export type Subject = `endpoint:${string}` | `dataset:${string}`;

/** One monitor, as it stands. */
export interface MonitorRecord {
  readonly subject: Subject;
  /** Of a dataset; those of an endpoint stand with its other settings. */
  readonly settings: DatasetMonitorSettings | null;
  /** How far windows are counted, an instant, or what `openCursor` reads; null before the first. */
  readonly cursor: string | null;
  readonly state: MonitorState;
  /** Counts its changes: a writer that read an older one is too late. */
  readonly revision: number;
  readonly createdAt: string;
}

/** Where a window is: from `start` up to, not including, `end`, ISO 8601 in UTC. */
export interface WindowPlace {
  readonly start: string;
  readonly end: string;
  /** Version that answered, or of the dataset. */
  readonly version: number;
}

/** Where a window is, and how much is in it. */
export interface CountedPlace extends WindowPlace {
  readonly nRows: number;
}

export interface WindowRecord extends CountedPlace {
  /** See `packCounts`. */
  readonly body: Uint8Array;
}

/** What was said of some windows together. */
export interface VerdictRecord extends WindowPlace {
  readonly nRows: number;
  /** `drift`: something drifted in these windows. `alarm`: an alert is raised by now. */
  readonly status: 'calm' | 'drift' | 'alarm';
  readonly findings: readonly Finding[];
}

/** What becomes of a monitor with a verdict: all of it or, where another process was there first, nothing. */
export interface NewVerdict {
  readonly verdict: VerdictRecord;
  readonly state: MonitorState;
  readonly raise: readonly NewAlert[];
  /** Keys of alerts whose cause is gone. */
  readonly resolve: readonly string[];
}

/** Which windows are meant. Default: all. */
export interface WindowSpan {
  /** Those that begin at it or later. */
  readonly from?: string | undefined;
  /** Those that end at it or before. */
  readonly to?: string | undefined;
  readonly version?: number | undefined;
  /** Those that begin at one of these, at most some hundreds. */
  readonly starts?: readonly string[] | undefined;
}

/** Where monitors are kept. Every method is one transaction. */
export interface MonitorStore {
  /** The monitor of a subject, made where there is none. */
  ensure(
    subject: Subject,
    start: Pick<MonitorRecord, 'settings' | 'state'>,
  ): Promise<MonitorRecord>;
  find(subject: Subject): Promise<MonitorRecord | undefined>;
  /** By subject. */
  all(): Promise<readonly MonitorRecord[]>;
  putSettings(subject: Subject, settings: DatasetMonitorSettings): Promise<void>;
  /** Forgets it with its windows and verdicts; false where there is none. */
  remove(subject: Subject): Promise<boolean>;
  findBaseline(subject: Subject, version: number): Promise<Uint8Array | undefined>;
  /** Keeps what the windows of a version are counted on; the first one stays. */
  keepBaseline(subject: Subject, version: number, body: Uint8Array): Promise<void>;
  /** Keeps windows and how far they reach; false where the monitor has changed since it was read. */
  keepWindows(
    monitor: Pick<MonitorRecord, 'subject' | 'revision'>,
    counted: { readonly windows: readonly WindowRecord[]; readonly cursor: string },
  ): Promise<boolean>;
  /** Oldest first. */
  windows(subject: Subject, span: WindowSpan): Promise<readonly WindowRecord[]>;
  /** The same windows without what was counted. */
  places(subject: Subject, span: WindowSpan): Promise<readonly CountedPlace[]>;
  /** Keeps a verdict, the state that it leads to and its alerts; false where the monitor has changed since it was read. */
  keepVerdict(
    monitor: Pick<MonitorRecord, 'subject' | 'revision'>,
    verdict: NewVerdict,
  ): Promise<boolean>;
  /** Keeps a state that no verdict leads to, and its alerts; false where the monitor has changed since it was read. */
  keepState(
    monitor: Pick<MonitorRecord, 'subject' | 'revision'>,
    change: Omit<NewVerdict, 'verdict'>,
  ): Promise<boolean>;
  /** Oldest first, the newest `limit` of the span. */
  verdicts(
    subject: Subject,
    span: {
      readonly from?: string | undefined;
      readonly to?: string | undefined;
      readonly limit: number;
    },
  ): Promise<readonly VerdictRecord[]>;
  /** The newest verdicts without what they found, oldest first. @cost O(limit) */
  course(subject: Subject, limit: number): Promise<readonly Omit<VerdictRecord, 'findings'>[]>;
  /** Forgets windows and verdicts that ended before; gives the number of windows. */
  forget(subject: Subject, before: string): Promise<number>;
}
