import { methodOf } from '@kaizenml/ml/artifact';
import { getMetric, MEAN_COST, metricsFor } from '@kaizenml/ml/metrics';
import { type RoleWords, renderReport } from '../reports/index.ts';
import { searchStory } from './board/search-story.ts';
import { teamFigures } from './board/team-figures.ts';
import { planWords } from './board/team-title.ts';
import { checkFigures } from './honesty/check-figures.ts';
import type { Learned, RunFrame } from './outcome.ts';
import type { Ended } from './run-result.ts';
import { nFoldsOf } from './steps/search/search-sample.ts';
import type { TrainRequest } from './train-request.ts';

/** The report of a training run as one self-contained HTML document. */
export function renderRunReport(
  frame: RunFrame,
  learned: Learned,
  { project, budgetMs }: Pick<TrainRequest, 'project' | 'budgetMs'>,
  ended: Ended,
): string {
  const { record, validated, split, fitted, evaluated, explained } = learned;
  const { sample } = learned.searched;
  const estimator = methodOf(fitted.champion);
  const { board, times } = ended.compared;
  const team = teamFigures(learned);
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
      title: planWords(fitted.plan).title,
    },
    nTrainRows: split.train.length,
    nTestRows: split.test.length,
    metrics: evaluated.metrics,
    primaryMetric: getMetric(learned.metric),
    metricDescriptions: [MEAN_COST, ...metricsFor(validated.task, validated.aim)],
    baselines: evaluated.baselines,
    leaderboard: board.rows,
    times,
    why: board.sentences,
    search: searchStory(learned),
    ...(team === undefined ? {} : { team }),
    roles: roleWords(learned),
    checks: checkFigures(learned.checks),
    findings: learned.findings,
    gate: ended.gate,
    importance: explained.file.importance,
    curves: evaluated.curves,
    partialDependence: explained.partialDependence,
    profile: learned.profile,
    timings: ended.timings,
    settings: {
      seed: project.seed,
      folds: nFoldsOf(sample),
      testShare: project.split.test,
      splitKind: split.kind,
      ...(budgetMs === undefined ? {} : { budgetMs }),
      ...(project.search.trials === undefined ? {} : { trials: project.search.trials }),
    },
  });
}

function roleWords({ plans }: Learned): RoleWords[] {
  return (['small', 'interpretable'] as const).flatMap((role) => {
    const chosen = plans[role];
    return chosen === undefined
      ? []
      : [{ role, title: planWords(chosen.plan).title, sentence: chosen.sentence }];
  });
}
