import type {
  ColumnImportance,
  DatasetStatistics,
  Estimate,
  Finding,
  GateVerdict,
  Task,
} from '@kaizenml/contracts';
import type { LeaderboardRow, LeaderboardTimes } from '@kaizenml/contracts/operations';

/** A metric as a reader meets it: the describing half of `Metric` in ml. */
export interface MetricDescription {
  readonly name: string;
  readonly title: string;
  readonly better: 'higher' | 'lower';
  readonly unit: 'share' | 'nats' | 'target' | 'none';
  /** One plain sentence. */
  readonly doc: string;
}

/** How a search went. */
export interface SearchFigures {
  /** In the order in which they were begun; without a score where it failed. */
  readonly trials: readonly {
    readonly name: string;
    readonly title: string;
    readonly score: number | null;
  }[];
  /** What it has learned about parameters, one entry per estimator that was tried often enough. */
  readonly lessons: readonly Lesson[];
}

/** What the trials of one estimator say of its parameters. */
export interface Lesson {
  /** Title of the estimator. */
  readonly title: string;
  readonly nTrials: number;
  /** R² of a forest on trials that it had not seen: 0 or less means that the curves tell nothing. */
  readonly r2: number;
  /** Largest share first. */
  readonly effects: readonly {
    readonly parameter: string;
    readonly scale: 'linear' | 'log' | 'choice';
    /** Share of the variance of scores that it explains alone, 0 to 1. */
    readonly share: number;
    /** Expected score, all other parameters averaged out. */
    readonly curve: readonly { readonly value: number | string; readonly score: number }[];
    readonly trials: readonly { readonly value: number | string; readonly score: number }[];
  }[];
}

/** What a champion of several models is made of. */
export interface TeamFigures {
  readonly kind: 'single' | 'ensemble' | 'mixture' | 'stack';
  /** Empty for a single model. */
  readonly members: readonly {
    readonly name: string;
    readonly title: string;
    /** Share of its answer; null where answers are not averaged. */
    readonly weight: number | null;
  }[];
  /** Ways of making one model of many, by what each gets on folds that had no part in it. */
  readonly approaches: readonly {
    readonly kind: string;
    readonly title: string;
    readonly value: Estimate;
  }[];
}

/** A model that is kept beside the champion. */
export interface RoleWords {
  readonly role: 'small' | 'interpretable';
  readonly title: string;
  /** Why it was chosen, and what it costs. */
  readonly sentence: string;
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

/** What checks of the search itself have shown. */
export interface CheckFigures {
  readonly sentences: readonly string[];
  /** How the score grows with rows; only where there was a doubt that anything is learned. */
  readonly curve?: {
    readonly sentence: string;
    readonly points: readonly {
      readonly size: number;
      readonly value: number;
      readonly standardError: number;
    }[];
    readonly curve: readonly (Estimate & { readonly size: number })[];
  };
  /** What guessing gets. */
  readonly baseline?: number;
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
  /** What the clock said, by the name of the row. */
  readonly times: LeaderboardTimes;
  /** Why the champion won, and what its figures are worth. */
  readonly why: readonly string[];
  readonly search: SearchFigures;
  /** Absent where models were not combined and nothing was compared. */
  readonly team?: TeamFigures;
  readonly roles: readonly RoleWords[];
  /** Absent where nothing was searched. */
  readonly checks?: CheckFigures;
  readonly findings: readonly Finding[];
  readonly gate: GateVerdict;
  /** Drop of the primary metric, largest first. */
  readonly importance: readonly ColumnImportance[];
  readonly curves: ReportCurves;
  readonly partialDependence: readonly PartialDependenceFigures[];
  readonly profile: DatasetStatistics;
  readonly timings: readonly TimingRow[];
  readonly settings: ReportSettings;
}
