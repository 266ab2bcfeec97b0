import { AppError } from '@kaizenml/contracts';
import type { RunSetting } from '@kaizenml/contracts/operations';
import {
  type ForecastPlan,
  nameFrequency,
  parseFrequency,
  planForecast,
} from '@kaizenml/ml/forecast';
import { type Column, makeTable } from '@kaizenml/ml/table';
import { type DatasetDeps, type DatasetVersionRecord, loadColumn } from '../../datasets/index.ts';
import { assertOwnFields } from '../assert-own-fields.ts';
import { seriesFindings } from '../forecast/series-findings.ts';
import { type Asked, askedProject } from './asked-project.ts';
import { collectProblems, type Plan, type PlanSetting } from './plan-problems.ts';

/** Says what a forecast would go along, and how far. */
export async function planSeries(
  deps: Pick<DatasetDeps, 'store' | 'artifacts'>,
  version: DatasetVersionRecord,
  {
    reference,
    asked,
    target,
  }: { readonly reference: string; readonly asked: Asked; readonly target: string },
): Promise<Plan> {
  const problems = collectProblems();
  const project = problems.watch(() => askedProject(reference, asked));
  if (project) problems.watch(() => assertOwnFields(project));
  const frequency = project?.forecast.frequency;
  const isNamed = (name: string | undefined) =>
    name !== undefined && version.columns.some((column) => column.name === name);
  for (const setting of ['time', 'series'] as const)
    if (asked[setting] !== undefined && !isNamed(asked[setting]))
      problems.watch(() => noColumn(reference, asked[setting] ?? ''), setting);
  const time = isNamed(asked.time) ? asked.time : undefined;
  const series = isNamed(asked.series) ? asked.series : undefined;
  const dates = version.columns.filter(({ kind }) => kind === 'date').map(({ name }) => name);
  const read = new Set([target, time, series, ...(time === undefined ? dates : [])]);
  const columns: Column[] = [];
  for (const name of read)
    if (name !== undefined) columns.push(await loadColumn(deps, version, name));
  const plan = problems.watch(
    () =>
      planForecast(makeTable(columns), {
        ...{ target, time, series, horizon: asked.horizon, period: asked.season },
        frequency: problems.watch(
          () => (frequency === undefined ? undefined : parseFrequency(frequency)),
          'frequency',
        ),
      }),
    columns[0]?.kind === 'number' ? 'time' : undefined,
  );
  const nSeries = plan?.series.length ?? 0;
  return {
    dataset: reference,
    target,
    task: 'forecast',
    why: plan
      ? `The next ${plan.shape.horizon} values of "${target}"${nSeries === 1 ? '' : `, for each of ${nSeries} series`}.`
      : `The next values of "${target}".`,
    nRows: version.nRows,
    nMissing: 0,
    classes: [],
    metric: null,
    metrics: [],
    settings: settingsOf(asked, { plan, others: version.columns, target }),
    problems: [...problems.found],
    notes: plan ? warningsOf(plan) : [],
  };
}

function settingsOf(
  asked: Asked,
  {
    plan,
    others,
    target,
  }: {
    readonly plan: ForecastPlan | undefined;
    readonly others: DatasetVersionRecord['columns'];
    readonly target: string;
  },
): PlanSetting[] {
  const named = (kinds: readonly string[]) =>
    others
      .filter(({ name, kind }) => name !== target && kinds.includes(kind))
      .map(({ name }) => name);
  const [time = 'The only column of dates, else the order of the rows.'] = plan?.why ?? [];
  const [, season = 'Inferred.', horizon = 'What is usual for the frequency.'] = plan?.why ?? [];
  const { shape } = plan ?? {};
  const n = plan?.series.length ?? 0;
  const own = (setting: RunSetting): string | null =>
    asked[setting] === undefined ? null : String(asked[setting]);
  return [
    {
      name: 'time',
      value: shape?.time?.column ?? own('time'),
      says: withoutName(time),
      options: named(['date', 'number', 'category', 'id']),
    },
    {
      name: 'series',
      value: own('series'),
      says:
        asked.series === undefined
          ? 'All rows are one series. Name the column that tells several apart, such as a shop.'
          : `It tells ${n} series apart.`,
      options: named(['category', 'id', 'number', 'boolean', 'text']),
    },
    {
      name: 'horizon',
      value: shape ? String(shape.horizon) : own('horizon'),
      says: withoutName(horizon),
      options: null,
    },
    {
      name: 'season',
      value: shape ? String(shape.period) : own('season'),
      says: withoutName(season),
      options: null,
    },
    {
      name: 'frequency',
      value: shape?.time ? nameFrequency(shape.frequency) : own('frequency'),
      says: 'The distance of two points, such as month, 30 minutes or business-day.',
      options: null,
    },
  ];
}

/** `Horizon: 12 steps.` → `12 steps.` */
function withoutName(sentence: string): string {
  const rest = sentence.replace(/^\w+: /, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function warningsOf(plan: ForecastPlan): string[] {
  return seriesFindings(plan)
    .filter(({ severity }) => severity !== 'info')
    .map(({ message }) => message);
}

function noColumn(dataset: string, name: string): never {
  throw new AppError('COLUMN_UNKNOWN', {
    message: `Dataset "${dataset}" has no column "${name}".`,
    details: { column: name },
  });
}
