import type { NewAlert } from '../../alerts/index.ts';
import type { Finding } from '../finding.ts';
import type { Subject, WindowPlace } from '../store.ts';
import type { Basis, PerformanceState } from './state.ts';

/** How far the performance of a subject is counted and judged. */
export interface PerformanceRecord {
  readonly subject: Subject;
  readonly state: PerformanceState;
  /** Counts its changes: a writer that read an older one is too late. */
  readonly revision: number;
}

/** How much is known of a window. */
export interface PerformancePlace extends WindowPlace {
  readonly nRows: number;
  readonly nLabelled: number;
  readonly nRequests: number;
  readonly nRewarded: number;
}

/** What one version did in one window, as far as is known by now. */
export interface PerformanceWindow extends PerformancePlace {
  /** See `packPerformance`. */
  readonly body: Uint8Array;
}

/** What was said of some windows together, once. */
export interface PerformanceVerdict extends WindowPlace {
  readonly basis: Basis;
  /** Rows, or requests, that it was made of. */
  readonly nRows: number;
  readonly status: 'calm' | 'drift' | 'alarm';
  readonly findings: readonly Finding[];
}

/** What becomes of a subject with a verdict. */
export interface NewPerformanceVerdict {
  readonly verdict: PerformanceVerdict;
  readonly state: PerformanceState;
  readonly raise: readonly NewAlert[];
  /** Keys of alerts whose cause is gone. */
  readonly resolve: readonly string[];
}

/** A part of the past. */
export interface PerformanceSpan {
  /** Windows that begin at it or later. */
  readonly from?: string | undefined;
  /** Windows that end at it or before. */
  readonly to?: string | undefined;
  readonly version?: number | undefined;
  /** Windows of which labels, or rewards, are known, and those that end later than an instant. */
  readonly known?: { readonly of: 'labels' | 'rewards'; readonly orAfter: string } | undefined;
}

/**
 * Where the performance of monitors is kept; it goes with its monitor. Every method is one transaction.
 *
 * Windows are replaced when more becomes known of them; verdicts never.
 */
export interface PerformanceStore {
  /** What is known of a monitor, begun where there is nothing. @throws where the monitor is not there */
  ensure(subject: Subject, state: PerformanceState): Promise<PerformanceRecord>;
  find(subject: Subject): Promise<PerformanceRecord | undefined>;
  /** Keeps windows, in place of what was known of them, and the state; false where the subject has changed since it was read. */
  keepWindows(
    record: Pick<PerformanceRecord, 'subject' | 'revision'>,
    counted: { readonly windows: readonly PerformanceWindow[]; readonly state: PerformanceState },
  ): Promise<boolean>;
  /** Where windows are and how much is known of them, oldest first. */
  places(subject: Subject, span: PerformanceSpan): Promise<readonly PerformancePlace[]>;
  /** Oldest first. */
  windows(subject: Subject, span: PerformanceSpan): Promise<readonly PerformanceWindow[]>;
  /**
   * Keeps verdicts, in the order in which they were made, the state that the last one leads to and their alerts; false where the
   * subject has changed since it was read.
   */
  keepVerdicts(
    record: Pick<PerformanceRecord, 'subject' | 'revision'>,
    verdicts: readonly NewPerformanceVerdict[],
  ): Promise<boolean>;
  /** Oldest first, the newest `limit` of those that end after `from` and not after `to`. */
  verdicts(
    subject: Subject,
    choice: {
      readonly basis?: Basis | undefined;
      readonly from?: string | undefined;
      readonly to?: string | undefined;
      readonly limit: number;
    },
  ): Promise<readonly PerformanceVerdict[]>;
  /** Forgets windows and verdicts that ended before. */
  forget(subject: Subject, before: string): Promise<void>;
}
