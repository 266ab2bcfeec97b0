import type { Estimate } from '@kaizenml/contracts';
import type { AlarmState } from '@kaizenml/ml/alarms';

/** What is judged on its own, since it is known at times of its own: before labels, with labels, with what requests brought. */
export const BASES = ['estimated', 'labelled', 'business'] as const;

export type Basis = (typeof BASES)[number];

/** Where the judging of one basis stands. */
export interface BasisState {
  /** Version that the rules count for; another one begins anew. */
  readonly version: number | null;
  /** Rules that are not at rest, by `<check>/<column>`. */
  readonly rules: Readonly<Record<string, AlarmState>>;
  /** End of the last verdict. */
  readonly judgedTo: string | null;
}

/** What came of a day, when its windows were counted. */
export interface CountedDay {
  /** See `PredictionLog.findMarks`. */
  readonly mark: string;
  /** When that was, milliseconds since 1970. */
  readonly countedAtMs: number;
  /** How long that took. */
  readonly tookMs: number;
}

/** Where the performance of a subject stands. Plain JSON. */
export interface PerformanceState {
  /** End of the newest window that was counted. */
  readonly countedTo: string | null;
  /** By day, those within which labels are waited for. */
  readonly days: Readonly<Record<string, CountedDay>>;
  readonly bases: Readonly<Record<Basis, BasisState>>;
  /** Whether a label, or a reward, was in any window that was counted; absent where nobody took note from the begin. */
  readonly hasSeen?: { readonly labels: boolean; readonly rewards: boolean };
  /** By `<version>/<metric>`: what the first labelled windows showed of versions without a measured training. */
  readonly references: Readonly<Record<string, Estimate>>;
}

/** A subject before its first window. */
export function startPerformance(): PerformanceState {
  const basis: BasisState = { version: null, rules: {}, judgedTo: null };
  return {
    ...{ countedTo: null, days: {}, references: {} },
    hasSeen: { labels: false, rewards: false },
    bases: { estimated: basis, labelled: basis, business: basis },
  };
}
