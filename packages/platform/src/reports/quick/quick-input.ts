import type { Estimate, Finding, Task } from '@kaizenml/contracts';
import type { MetricDescription, TimingRow } from '../report-input.ts';

/** One candidate of a quick look. */
export interface QuickRow {
  readonly name: string;
  readonly title: string;
  readonly isBaseline: boolean;
  /** Mean over the folds, and standard deviation; null where it failed. */
  readonly score: number | null;
  readonly scoreSd: number | null;
  readonly fitMs: number | null;
}

/** Everything that the report of a quick look is made of, as plain JSON. */
export interface QuickReportInput {
  readonly run: {
    readonly id: string;
    readonly name: string;
    readonly startedAt: string;
    readonly durationMs: number;
  };
  readonly dataset: { readonly name: string; readonly version: number; readonly nRows: number };
  readonly task: Task;
  readonly target: string;
  readonly metric: MetricDescription;
  readonly why: readonly string[];
  readonly answer: 'yes' | 'maybe' | 'no';
  /** The answer with its reason, and what would help. */
  readonly sentence: string;
  readonly advice: string;
  readonly nRows: number;
  readonly nTrainRows: number;
  readonly value: Estimate | null;
  readonly baseline: number | null;
  readonly candidates: readonly QuickRow[];
  readonly rows: {
    readonly points: readonly {
      readonly size: number;
      readonly value: number;
      readonly standardError: number;
    }[];
    readonly curve: readonly (Estimate & { readonly size: number })[];
    readonly atAllRows?: Estimate & { readonly size: number };
  } | null;
  readonly findings: readonly Finding[];
  readonly timings: readonly TimingRow[];
}
