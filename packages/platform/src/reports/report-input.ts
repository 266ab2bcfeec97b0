import type {
  ColumnImportance,
  DatasetStatistics,
  Estimate,
  Finding,
  Task,
} from '@kaizenml/contracts';

/** A metric as a reader meets it: the describing half of `Metric` in ml. */
export interface MetricDescription {
  readonly name: string;
  readonly title: string;
  readonly better: 'higher' | 'lower';
  readonly unit: 'share' | 'nats' | 'target' | 'none';
  /** One plain sentence. */
  readonly doc: string;
}

/** One candidate of the search. The figures are null when it failed. */
export interface LeaderboardRow {
  /** From 1, best first; failed candidates come last. */
  readonly rank: number;
  readonly name: string;
  readonly title: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /** Mean of the primary metric over the folds. */
  readonly score: number | null;
  /** Standard deviation over the folds. */
  readonly scoreSd: number | null;
  readonly fitMs: number | null;
  readonly predictMicrosPerRow: number | null;
  readonly status: 'finished' | 'failed' | 'skipped';
  /** Why it failed. */
  readonly error?: string;
}

/** A baseline on the same test part as the champion. */
export interface BaselineRow {
  readonly name: string;
  /** In words that fit after "…gets": `guessing the most frequent class`. */
  readonly title: string;
  readonly metrics: Readonly<Record<string, Estimate>>;
}

/** Points from (0, 0) to (1, 1), by falling threshold. */
export interface RocFigures {
  readonly className: string;
  readonly falsePositiveRate: readonly number[];
  readonly truePositiveRate: readonly number[];
  readonly auc: number;
}

/** Points by falling threshold. */
export interface PrecisionRecallFigures {
  readonly className: string;
  readonly recall: readonly number[];
  readonly precision: readonly number[];
  readonly averagePrecision: number;
  /** Share of the class in the test part: the precision of guessing. */
  readonly prevalence: number;
}

/** One entry per bin of predicted probability; empty bins are left out. */
export interface CalibrationFigures {
  readonly className: string;
  readonly meanPredicted: readonly number[];
  readonly shareObserved: readonly number[];
  readonly counts: readonly number[];
}

/** `counts[truth][predicted]` in the order of `classes`. */
export interface ConfusionFigures {
  readonly classes: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** Truth and prediction by test row; a sample of at most a few thousand rows is enough. */
export interface ScatterFigures {
  readonly truth: readonly number[];
  readonly predicted: readonly number[];
}

/** What the test part showed; each is absent where the task has none. Curves hold one entry per class, the positive one alone for `binary`. */
export interface ReportCurves {
  readonly roc?: readonly RocFigures[];
  readonly precisionRecall?: readonly PrecisionRecallFigures[];
  readonly calibration?: readonly CalibrationFigures[];
  readonly confusion?: ConfusionFigures;
  readonly scatter?: ScatterFigures;
}

/** Mean answer while one column is set to each value of a grid. */
export interface PartialDependenceFigures {
  readonly column: string;
  readonly kind: 'number' | 'date' | 'category';
  /** Numbers, milliseconds since 1970 for dates, or levels. */
  readonly grid: readonly (number | string)[];
  /** One entry per grid value: mean prediction, or mean probability of `className`. */
  readonly mean: readonly number[];
  /** The class whose probability it is. Absent for `regression`. */
  readonly className?: string;
}

/** A step of the run. */
export interface TimingRow {
  readonly step: string;
  readonly ms: number;
  readonly status: 'finished' | 'reused' | 'failed';
}

/** How the run was set up. */
export interface ReportSettings {
  readonly seed: number;
  readonly budgetMs?: number;
  readonly trials?: number;
  readonly folds: number;
  /** Share of rows kept untouched for the test, 0 to 1. */
  readonly testShare: number;
  readonly splitKind: 'random' | 'stratified' | 'group' | 'time';
}

/** Everything that the report of a run is made of, as plain JSON. */
export interface ReportInput {
  readonly run: {
    readonly id: string;
    readonly name: string;
    readonly startedAt: string;
    readonly durationMs: number;
  };
  readonly dataset: {
    readonly name: string;
    readonly version: number;
    readonly hash: string;
    readonly nRows: number;
    readonly nColumns: number;
    /** File that it was read from, as a person would type it. */
    readonly source?: string;
  };
  readonly task: Task;
  readonly target: string;
  readonly champion: {
    /** Registered name, and version; null when the gate refused it. */
    readonly model: string;
    readonly version: number | null;
    readonly estimator: string;
    /** As in the leaderboard: `Random forest`. */
    readonly title: string;
  };
  readonly nTrainRows: number;
  readonly nTestRows: number;
  /** On the untouched test part. */
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly primaryMetric: MetricDescription;
  /** One entry per name in `metrics`, in the order of display. */
  readonly metricDescriptions: readonly MetricDescription[];
  readonly baselines: readonly BaselineRow[];
  readonly leaderboard: readonly LeaderboardRow[];
  readonly findings: readonly Finding[];
  readonly gate: { readonly passed: boolean; readonly reasons: readonly string[] };
  /** Drop of the primary metric, largest first. */
  readonly importance: readonly ColumnImportance[];
  readonly curves: ReportCurves;
  readonly partialDependence: readonly PartialDependenceFigures[];
  readonly profile: DatasetStatistics;
  readonly timings: readonly TimingRow[];
  readonly settings: ReportSettings;
}
