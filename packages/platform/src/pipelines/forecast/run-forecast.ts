import { type ForecastPlan, type MethodScore, nameFrequency } from '@kaizenml/ml/forecast';
import type { ForecastRow } from '../../models/index.ts';
import { renderForecastReport } from '../../reports/index.ts';
import { findSource, inRun, modelName, type OpenRun, type RunDeps } from '../in-run.ts';
import { runTarget } from '../run-target.ts';
import type { TrainRequest } from '../train-request.ts';
import { deliverRun } from '../whole-table/deliver-run.ts';
import { forecastColumns } from '../whole-table/named-columns.ts';
import { packRun } from '../whole-table/pack-run.ts';
import { readRows } from '../whole-table/read-rows.ts';
import type { TableRunResult } from '../whole-table/table-run-result.ts';
import { type EarlySandbox, withEarlySandbox } from '../with-early-sandbox.ts';
import { askSeries } from './ask-series.ts';
import { chooseForecasts, type ForecastsMade } from './choose-forecasts.ts';
import { forecastRows } from './forecast-rows.ts';
import { forecastSuccession } from './forecast-succession.ts';
import { judgeForecast } from './judge-forecast.ts';
import { packageForecast } from './package-forecast.ts';
import { setUpSeries } from './set-up-series.ts';
import { type ForecastTold, toForecastReport } from './to-forecast-report.ts';

/** What `kaizen run --task forecast --json` prints. */
export interface ForecastRunResult extends TableRunResult {
  readonly task: 'forecast';
  readonly forecast: {
    readonly frequency: string;
    /** Steps after which a pattern repeats; 1: none. */
    readonly season: number;
    readonly horizon: number;
    readonly nSeries: number;
    readonly nPoints: number;
    /** How time, season and horizon were chosen, a sentence each. */
    readonly why: readonly string[];
    /** Every method in the backtests, best first. */
    readonly methods: readonly MethodScore[];
    /** The most important series, at most 20: how each is forecast. */
    readonly series: readonly {
      readonly name: string;
      readonly chosen: readonly string[];
      readonly reason: string;
    }[];
    /** The next steps of the most important series, at most 20. */
    readonly next: readonly ForecastRow[];
  };
}

/** Milliseconds of work that a visit of a point stands for, and the share of the budget that trials may take. */
const [MS_PER_VISIT, SHARE_OF_BUDGET] = [5e-6, 0.5];
/** Of a run without a budget: as many as in one minute. */
const DEFAULT_VISITS = 6_000_000_000;
const MOST_TOLD = 20;

/**
 * The next steps of one or many series: ingest → profile → series → forecast → package → register → report.
 *
 * Trials cost counted visits of points, so that the same data, seed and budget give the same forecast on every machine.
 *
 * @throws every code of reading a table; COLUMN_UNKNOWN, TARGET_UNUSABLE, ARGUMENT_INVALID, DISK_FULL
 */
export async function runForecast(deps: RunDeps, asked: TrainRequest): Promise<ForecastRunResult> {
  const { project } = asked;
  const request = { ...asked, target: runTarget(project) };
  const source = await findSource(deps, request);
  const { target = '' } = project;
  const working = (run: OpenRun) =>
    withEarlySandbox((early) => work(deps, { request, target }, { ...run, early }));
  return inRun(deps, request, { source, work: working });
}

async function work(
  deps: RunDeps,
  { request, target }: { readonly request: TrainRequest; readonly target: string },
  run: OpenRun & { readonly early: EarlySandbox },
): Promise<ForecastRunResult> {
  const { project, budgetMs } = request;
  const { seed } = project;
  const { runner, frame, source, early } = run;
  const asked = { ...project.forecast, time: project.forecast.time ?? project.time };
  const read = await readRows(deps, run, forecastColumns(project));
  const { table, note } = read;
  const set = await runner.run(setUpSeries, { table }, { ...asked, target });
  const { plan, findings: seen } = await set.load();
  await note(seen);
  const visits = visitsWithin(project.search.budget === undefined ? undefined : budgetMs);
  early.start();
  const choosing = await runner.run(chooseForecasts, { set }, { visits, seed });
  const made = await choosing.load();
  await note(made.findings);
  await deps.store.runs.logMetrics(frame.runId, made.metrics);
  const weighed = judgeForecast({ ...made, period: plan.shape.period });
  await note(weighed.findings);
  const primaryMetric = 'owa';
  const important = byImportance(plan.series).slice(0, MOST_TOLD);
  const result = await deliverRun({ ...deps, sandbox: early.find() }, run, {
    outcome: {
      project,
      task: 'forecast',
      target,
      model: modelName(request, source),
      estimator: methodOf(made),
      record: read.record,
      stored: await packRun(deps, run, packageForecast, {
        inputs: { made: choosing },
        read,
        about: { nTrainRows: countPoints(plan), seed, primaryMetric },
      }),
      primaryMetric,
      metrics: made.metrics,
      findings: read.findings,
      besideGuessing: weighed.besideGuessing,
      succession: await forecastSuccession(deps, frame, { plan, made, record: read.record }),
      open: (artifact) => askSeries(deps.artifacts, artifact),
      seed,
    },
    report: (about) => renderForecastReport(toForecastReport(about, { plan, made, important })),
  });
  return { ...result, task: 'forecast', forecast: told({ plan, made, important }) };
}

/** Visits of points that fit into a budget, milliseconds. */
function visitsWithin(budgetMs: number | undefined): number {
  return budgetMs === undefined
    ? DEFAULT_VISITS
    : Math.round((SHARE_OF_BUDGET * budgetMs) / MS_PER_VISIT);
}

function countPoints({ series }: ForecastPlan): number {
  return series.reduce((sum, { values }) => sum + values.length, 0);
}

function told({ plan, made, important }: ForecastTold): ForecastRunResult['forecast'] {
  const { frequency, period, horizon } = plan.shape;
  return {
    frequency: nameFrequency(frequency),
    season: period,
    horizon,
    nSeries: plan.series.length,
    nPoints: countPoints(plan),
    why: plan.why,
    methods: made.methods,
    series: important.flatMap((i) => {
      const one = made.series[i];
      return one ? [{ name: one.name, chosen: one.chosen, reason: one.reason }] : [];
    }),
    next: forecastRows(made.fitted, important),
  };
}

/** The forecaster of a single series, or of most. */
function methodOf({ series }: ForecastsMade): string {
  const counts = new Map<string, number>();
  for (const { chosen } of series) {
    const name = chosen.length > 1 ? 'combination' : (chosen[0] ?? 'naive');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'naive';
}

/** Places of series, those first whose newest values sum to the most. */
function byImportance(series: readonly { readonly values: Float64Array }[]): number[] {
  const weights = series.map(({ values }) =>
    values.slice(-12).reduce((sum, value) => sum + Math.abs(value), 0),
  );
  return [...series.keys()].sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
}
