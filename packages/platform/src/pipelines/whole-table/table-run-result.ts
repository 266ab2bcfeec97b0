import type { Estimate, Finding, GateVerdict, TableTask, VersionAdvice } from '@kaizenml/contracts';
import type { StepTiming } from '../step-runner.ts';
import type { Succession } from '../succession/judge-succession.ts';

/** What `kaizen run --json` prints of every run that learns from a table as a whole. */
export interface TableRunResult {
  readonly run: string;
  readonly dataset: {
    readonly name: string;
    readonly version: number;
    readonly hash: string;
    readonly nRows: number;
  };
  readonly task: TableTask;
  /** Of a forecast the column; else what is answered: `cluster`, `anomaly`. */
  readonly target: string;
  readonly champion: {
    readonly model: string;
    /** Null when the gate refused it. */
    readonly version: number | null;
    /** What the version means for callers; null where none was registered. */
    readonly advice: VersionAdvice | null;
    readonly estimator: string;
    /** Path of the artifact folder, which `kaizen predict` takes; null where there is nothing to answer from. */
    readonly artifact: string | null;
  };
  /** Whether it took the place of the champion before it; null where there was none, or nothing was registered. */
  readonly succession: (Succession & { readonly command: string }) | null;
  readonly primaryMetric: string;
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly findings: readonly Finding[];
  readonly gate: GateVerdict;
  readonly timings: readonly StepTiming[];
  readonly durationMs: number;
  /** Path of the HTML report. */
  readonly report: string;
}
