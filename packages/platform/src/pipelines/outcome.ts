import type { DatasetStatistics, DoubtFile, Finding, RunId } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import type { DatasetVersionRecord } from '../datasets/store.ts';
import type { LearningChecks } from './honesty/learning-checks.ts';
import type { Handle } from './step.ts';
import type { Baselines } from './steps/baseline.ts';
import type { Combined } from './steps/combine/combined.ts';
import type { Evaluated } from './steps/evaluate.ts';
import type { Explained } from './steps/explain.ts';
import type { Fitted } from './steps/fit.ts';
import type { Weighed } from './steps/gate.ts';
import type { Delivered } from './steps/refit.ts';
import type { Searched } from './steps/search.ts';
import type { SplitOutput } from './steps/split.ts';
import type { Validated } from './steps/validate.ts';

/** Everything that the steps of a training run found out, from the data to what speaks for and against the model. */
export interface Learned {
  readonly record: DatasetVersionRecord;
  readonly profile: DatasetStatistics;
  readonly validated: Validated;
  readonly split: SplitOutput;
  readonly searched: Searched;
  /** Whether the search can be believed. */
  readonly checks: LearningChecks;
  /** What was to be fitted, and what comparing the trials has shown. */
  readonly plans: Combined;
  /** What learned from the training part, and was measured. */
  readonly fitted: Fitted;
  /** What is packed: the same once more, with all rows. */
  readonly delivered: Delivered;
  readonly evaluated: Evaluated;
  readonly explained: Explained;
  readonly weighed: Weighed;
  /** Of all steps, in their order. */
  readonly findings: readonly Finding[];
  /** Name of the metric that chose the champion. */
  readonly metric: string;
  /** The table that was learned from, for a champion that is asked about its test rows. */
  readonly table: Handle<Table>;
  /** The same values by hash, for the steps that follow. */
  readonly handles: {
    readonly fitted: Handle<Delivered>;
    readonly evaluated: Handle<Evaluated>;
    readonly explained: Handle<Explained>;
    readonly doubted: Handle<DoubtFile>;
    readonly counted: Handle<Baselines>;
  };
}

/** The run that learned it. */
export interface RunFrame {
  readonly runId: RunId;
  /** What was run, for people: `penguins.csv → species`. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}
