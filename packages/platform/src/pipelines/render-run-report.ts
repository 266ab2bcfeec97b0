import { methodOf } from '@kaizenml/ml/artifact';
import { getMetric, metricsFor } from '@kaizenml/ml/metrics';
import { getEstimator } from '@kaizenml/ml/models';
import { renderReport } from '../reports/index.ts';
import type { Learned, RunFrame } from './outcome.ts';
import { type Ended, leaderboardOf } from './run-result.ts';
import type { TrainRequest } from './train-request.ts';

/** The report of a training run as one self-contained HTML document. */
export function renderRunReport(
  frame: RunFrame,
  learned: Learned,
  { project, budgetMs }: Pick<TrainRequest, 'project' | 'budgetMs'>,
  ended: Ended,
): string {
  const { record, validated, split, fitted, evaluated, explained, verdict } = learned;
  const estimator = methodOf(fitted.champion);
  return renderReport({
    run: {
      id: frame.runId,
      name: frame.title,
      startedAt: new Date(frame.startedAt).toISOString(),
      durationMs: ended.durationMs,
    },
    dataset: {
      name: record.name,
      version: record.version,
      hash: record.hash,
      nRows: record.nRows,
      nColumns: record.columns.length,
      source: record.source,
    },
    task: validated.task,
    target: validated.target,
    champion: {
      model: ended.model,
      version: ended.version,
      estimator,
      title: getEstimator(estimator).title,
    },
    nTrainRows: split.train.length,
    nTestRows: split.test.length,
    metrics: evaluated.metrics,
    primaryMetric: getMetric(learned.metric),
    metricDescriptions: metricsFor(validated.task, validated.aim),
    baselines: evaluated.baselines,
    leaderboard: leaderboardOf(learned.searched.trials),
    findings: learned.findings,
    gate: verdict,
    importance: explained.file.importance,
    curves: evaluated.curves,
    partialDependence: explained.partialDependence,
    profile: learned.profile,
    timings: ended.timings,
    settings: {
      seed: project.seed,
      folds: project.search.folds,
      testShare: project.split.test,
      splitKind: split.kind,
      ...(budgetMs === undefined ? {} : { budgetMs }),
      ...(project.search.trials === undefined ? {} : { trials: project.search.trials }),
    },
  });
}
