import type { Estimate } from './manifest.ts';

/** What may be held against a model before it is registered, in the order in which it is told. */
export const GATES = [
  'baseline',
  'metric',
  'champion',
  'slices',
  'fairness',
  'latency',
  'size',
  'security',
] as const;

export type GateName = (typeof GATES)[number];

/** The end of a range that a measured value must keep to. */
export interface GateLimit {
  readonly side: 'at-least' | 'at-most' | 'above';
  readonly value: number;
}

/** One thing that was held against a model, and what came of it. */
export interface GateCheck {
  readonly gate: GateName;
  /** What was looked at, for people: `ROC AUC`, `"sex": equal opportunity difference`. */
  readonly subject: string;
  /** `not-measured`: something that it takes is not there. */
  readonly status: 'passed' | 'failed' | 'not-measured';
  /** Whether it stands in the way. What was not measured does, except a comparison with a champion that is not there. */
  readonly refuses: boolean;
  /** What `measured` must keep to; null where the rule is no number. */
  readonly limit: GateLimit | null;
  /** With its interval where there is one; null where nothing was measured. Of a comparison how much better the new model is. */
  readonly measured: Estimate | null;
  /** Unit of both: `ms`, `MB`; null for metrics. */
  readonly unit: string | null;
  /** Why, as a sentence. */
  readonly reason: string;
}

/** What came of all gates of a run. */
export interface GateVerdict {
  readonly passed: boolean;
  /** Of the checks that stand in the way. */
  readonly reasons: readonly string[];
  readonly checks: readonly GateCheck[];
}
