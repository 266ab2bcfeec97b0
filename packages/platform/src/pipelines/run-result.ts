import type { Estimate, Finding, Task } from '@kaizenml/contracts';
import { methodOf } from '@kaizenml/ml/artifact';
import { getEstimator } from '@kaizenml/ml/models';
import { mean, type Trial } from '../automl/index.ts';
import type { BaselineRow, LeaderboardRow } from '../reports/index.ts';
import type { Learned, RunFrame } from './outcome.ts';
import type { StepTiming } from './step-runner.ts';

/** What `kaizen run --json` prints. */
export interface RunResult {
  readonly run: string;
  readonly dataset: {
    readonly name: string;
    readonly version: number;
    readonly hash: string;
    readonly nRows: number;
  };
  readonly task: Task;
  readonly target: string;
  readonly champion: {
    readonly model: string;
    /** Null when the gate refused it. */
    readonly version: number | null;
    readonly estimator: string;
    /** Path of the artifact folder; `kaizen predict` takes it. */
    readonly artifact: string;
  };
  readonly primaryMetric: string;
  /** Choices that nobody made, each in one sentence; `classes` says how frequent the classes are. */
  readonly why: { readonly task: string; readonly metric?: string; readonly classes?: string };
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly leaderboard: readonly LeaderboardRow[];
  readonly baselines: readonly BaselineRow[];
  readonly findings: readonly Finding[];
  readonly gate: { readonly passed: boolean; readonly reasons: readonly string[] };
  readonly timings: readonly StepTiming[];
  readonly durationMs: number;
  /** Path of the HTML report. */
  readonly report: string;
}

/** What came of the run besides what was learned. */
export interface Ended {
  readonly model: string;
  readonly version: number | null;
  readonly timings: readonly StepTiming[];
  readonly durationMs: number;
}

/** The result of a run as one JSON document. */
export function toRunResult(
  { runId }: RunFrame,
  learned: Learned,
  ended: Ended & { readonly artifact: string; readonly report: string },
): RunResult {
  const { record, validated, evaluated, verdict } = learned;
  return {
    run: runId,
    dataset: { name: record.name, version: record.version, hash: record.hash, nRows: record.nRows },
    task: validated.task,
    target: validated.target,
    champion: {
      model: ended.model,
      version: ended.version,
      estimator: methodOf(learned.fitted.champion),
      artifact: ended.artifact,
    },
    primaryMetric: learned.metric,
    why: whyOf(learned),
    metrics: evaluated.metrics,
    leaderboard: leaderboardOf(learned.searched.trials),
    baselines: evaluated.baselines,
    findings: learned.findings,
    gate: { passed: verdict.passed, reasons: verdict.reasons },
    timings: ended.timings,
    durationMs: ended.durationMs,
    report: ended.report,
  };
}

function whyOf({ validated, findings }: Learned): RunResult['why'] {
  const chosen = findings.find(({ code }) => code === 'METRIC_CHOSEN');
  return {
    task: validated.why,
    ...(chosen && { metric: chosen.message }),
    ...(chosen?.hint !== undefined && { classes: chosen.hint }),
  };
}

/** The trials as a table, best first. Scores are means over the folds. */
export function leaderboardOf(trials: readonly Trial[]): LeaderboardRow[] {
  return trials.map((trial, i) => {
    const { candidate, status, scores } = trial;
    const finished = status === 'finished';
    const score = mean(scores);
    return {
      rank: i + 1,
      name: candidate.id,
      title: getEstimator(candidate.estimator).title,
      params: candidate.params,
      score: finished ? score : null,
      scoreSd: finished ? Math.sqrt(mean(scores.map((each) => (each - score) ** 2))) : null,
      fitMs: trial.fitMs,
      predictMicrosPerRow: trial.predictMicrosPerRow,
      status,
      ...(trial.error === undefined ? {} : { error: trial.error }),
    };
  });
}
