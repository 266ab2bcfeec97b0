import type { Aim, Estimate, Finding, GateVerdict, Task, VersionAdvice } from '@kaizenml/contracts';
import type { LeaderboardRow, LeaderboardTimes } from '@kaizenml/contracts/operations';
import { methodOf } from '@kaizenml/ml/artifact';
import type { BaselineRow } from '../reports/index.ts';
import type { BoardAndTimes } from './board/leaderboard.ts';
import { planWords } from './board/team-title.ts';
import type { LearningChecks } from './honesty/learning-checks.ts';
import type { Learned, RunFrame } from './outcome.ts';
import type { StepTiming } from './step-runner.ts';
import type { Combined } from './steps/combine/combined.ts';
import type { Role } from './steps/evaluate.ts';
import type { Succession } from './succession/judge-succession.ts';

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
  /** What is answered about numbers; `mean` for classes. */
  readonly aim: Aim;
  readonly target: string;
  readonly champion: {
    readonly model: string;
    /** Null when the gate refused it. */
    readonly version: number | null;
    /** What the version means for callers; null where none was registered. */
    readonly advice: VersionAdvice | null;
    /** The estimator; of several models `ensemble`, `mixture` or `stack`. */
    readonly estimator: string;
    /** For people: `Ensemble of 5 models (3 boosted trees, logistic regression, random forest)`. */
    readonly title: string;
    /** Rows that it learned from, those of the test part among them where it was trained once more. */
    readonly nRows: number;
    /** Path of the artifact folder; `kaizen predict` takes it. */
    readonly artifact: string;
  };
  /** Whether it took the place of the champion before it; null where there was none, or nothing was registered. */
  readonly succession: (Succession & { readonly command: string }) | null;
  /** Paths of the artifacts of the models beside the champion. */
  readonly roles: Readonly<Partial<Record<Role, string>>>;
  readonly primaryMetric: string;
  /** Choices that nobody made, each in one sentence; `classes` says how frequent the classes are. */
  readonly why: { readonly task: string; readonly metric?: string; readonly classes?: string };
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** With `--trials` the same in every run, on any number of workers. */
  readonly leaderboard: readonly LeaderboardRow[];
  /** What the clock said of the rows of the leaderboard, by name. */
  readonly times: LeaderboardTimes;
  /** What rows that folds held out say of the champion, and of how it decides. */
  readonly outOfFold: Pick<
    Combined,
    'validation' | 'optimism' | 'corrected' | 'calibrationError' | 'decision' | 'paretoFront'
  >;
  /** Why the champion won, and what its figures are worth. */
  readonly whyItWon: readonly string[];
  readonly baselines: readonly BaselineRow[];
  /** Whether the search can be believed: a few rows learned by heart, a shuffled target, the gain over guessing. */
  readonly checks: Omit<LearningChecks, 'findings' | 'isComplete'>;
  readonly findings: readonly Finding[];
  readonly gate: GateVerdict;
  readonly timings: readonly StepTiming[];
  readonly durationMs: number;
  /** Path of the HTML report. */
  readonly report: string;
}

/** What came of the run besides what was learned. */
export interface Ended {
  readonly model: string;
  readonly version: number | null;
  readonly advice: VersionAdvice | null;
  readonly succession: Succession | null;
  readonly timings: readonly StepTiming[];
  readonly durationMs: number;
  readonly compared: BoardAndTimes;
  readonly gate: GateVerdict;
}

/** The result of a run as one JSON document. */
export function toRunResult(
  { runId }: RunFrame,
  learned: Learned,
  ended: Ended & Pick<RunResult, 'roles' | 'report'> & { readonly artifact: string },
): RunResult {
  const { record, validated, evaluated } = learned;
  const { board, times } = ended.compared;
  return {
    run: runId,
    dataset: { name: record.name, version: record.version, hash: record.hash, nRows: record.nRows },
    task: validated.task,
    aim: validated.aim,
    target: validated.target,
    champion: {
      model: ended.model,
      version: ended.version,
      advice: ended.advice,
      estimator: methodOf(learned.fitted.champion),
      title: planWords(learned.fitted.plan).title,
      nRows: learned.delivered.nRows,
      artifact: ended.artifact,
    },
    succession: ended.succession && {
      ...ended.succession,
      command: `kaizen models alias ${ended.model} champion ${ended.version}`,
    },
    roles: ended.roles,
    primaryMetric: learned.metric,
    why: whyOf(learned),
    metrics: evaluated.metrics,
    leaderboard: board.rows,
    times,
    outOfFold: outOfFold(learned),
    whyItWon: board.sentences,
    baselines: evaluated.baselines,
    checks: checksOf(learned),
    findings: learned.findings,
    gate: ended.gate,
    timings: ended.timings,
    durationMs: ended.durationMs,
    report: ended.report,
  };
}

function outOfFold({ plans }: Learned): RunResult['outOfFold'] {
  const { validation, optimism, corrected, calibrationError, decision, paretoFront } = plans;
  return {
    ...(validation && { validation }),
    ...(optimism !== undefined && { optimism }),
    ...(corrected && { corrected }),
    ...(calibrationError && { calibrationError }),
    ...(decision && { decision }),
    paretoFront,
  };
}

function checksOf({ checks }: Learned): RunResult['checks'] {
  const { findings: _, isComplete: __, ...seen } = checks;
  return seen;
}

function whyOf({ validated, findings }: Learned): RunResult['why'] {
  const chosen = findings.find(({ code }) => code === 'METRIC_CHOSEN');
  return {
    task: validated.why,
    ...(chosen && { metric: chosen.message }),
    ...(chosen?.hint !== undefined && { classes: chosen.hint }),
  };
}
