import { AppError } from '@kaizenml/contracts';
import { DAY_MS, type Table } from '../../table/index.ts';
import type { ForecastShape } from '../artifact/fitted-forecast.ts';
import type { NewerPoints } from '../artifact/forecast-series.ts';
import type { Frequency } from '../series/frequency.ts';
import { inferFrequency, periodsOf } from '../series/infer-frequency.ts';
import { inferPeriod } from '../series/infer-period.ts';
import { nameFrequency } from '../series/name-frequency.ts';
import { type RegularSeries, regularSeries } from '../series/regular-series.ts';
import { type PointColumns, tablePoints } from './table-points.ts';

/** What is known of a forecast beforehand; all else is inferred. */
export interface ForecastAsked extends PointColumns {
  readonly frequency?: Frequency | undefined;
  readonly period?: number | undefined;
  readonly horizon?: number | undefined;
}

/** One series at equal distances. */
export interface PlannedSeries extends Pick<RegularSeries, 'nDropped' | 'nMerged' | 'nFilled'> {
  readonly name: string;
  readonly first: number;
  /** Complete and finite, oldest first. */
  readonly values: Float64Array;
  readonly instants: Float64Array;
}

/** Series that are ready to be forecast, and how they came about. */
export interface ForecastPlan {
  readonly shape: ForecastShape;
  readonly series: readonly PlannedSeries[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  /** How time, frequency, season and horizon were chosen, a sentence each. */
  readonly why: readonly string[];
}

/** Series that frequency and season are inferred from: the longest. */
const MOST_ASKED = 200;
const DEFAULT_HORIZON = 12;

/**
 * Makes series of a table: which columns hold what, the distance of points, the season and how far to look ahead.
 *
 * Without a column of time the only column of dates is one; without any, rows lie in the order of time.
 *
 * @throws COLUMN_UNKNOWN, TARGET_UNUSABLE, ARGUMENT_INVALID, TABLE_EMPTY; where every series is left out, the reason of the first
 */
export function planForecast(table: Table, asked: ForecastAsked): ForecastPlan {
  const time = asked.time ?? onlyDate(table, asked);
  const points = tablePoints(table, { ...asked, time });
  const frequency = asked.frequency ?? commonFrequency(points.list, points.time === null);
  const raw: RegularSeries[] = [];
  const names: string[] = [];
  const leftOut: { name: string; reason: string }[] = [];
  let refusal: AppError | undefined;
  for (const own of points.list) {
    try {
      raw.push(regularSeries(own, { ...(frequency && { frequency }), period: 1 }));
      names.push(own.series);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      refusal ??= thrown;
      leftOut.push({ name: own.series, reason: thrown.message });
    }
  }
  const [first] = raw;
  if (first === undefined) throw refusal ?? noRows(asked.target);
  const { frequency: step } = first;
  const isCalendar = points.time?.kind === 'date' || points.time?.kind === 'year';
  const period = asked.period ?? (isCalendar ? commonPeriod(raw, step) : 1);
  const horizon = asked.horizon ?? usualHorizon(step, { isCalendar, period });
  const kept = new Set(names);
  const series =
    period === 1
      ? raw
      : points.list
          .filter((own) => kept.has(own.series))
          .map((own) => regularSeries(own, { frequency: step, period }));
  return {
    shape: {
      target: asked.target,
      time: points.time,
      series: asked.series ?? null,
      frequency: step,
      period,
      horizon,
    },
    series: series.map(({ series: { values, instants }, nDropped, nMerged, nFilled }, i) => ({
      name: names[i],
      first: instants[0],
      values,
      instants,
      nDropped,
      nMerged,
      nFilled,
    })),
    leftOut,
    why: reasons(asked, { time: points.time, step, period, horizon }),
  };
}

function onlyDate(table: Table, { target, series }: PointColumns): string | undefined {
  const dates = table.columns.filter(
    ({ kind, name }) => kind === 'date' && name !== target && name !== series,
  );
  if (dates.length < 2) return dates[0]?.name;
  const names = dates.map(({ name }) => name);
  throw new AppError('ARGUMENT_INVALID', {
    message: `A forecast must know which column is the time, got ${dates.length} columns of dates: ${names.join(', ')}.`,
    hint: `Name it with \`--time\`, for example \`--time ${names[0]}\`.`,
    details: { columns: names },
  });
}

/** The most frequent one of what the longest series show. */
function commonFrequency(list: readonly NewerPoints[], areRows: boolean): Frequency | undefined {
  if (areRows) return { kind: 'fixed', stepMs: 1 };
  const longest = list.toSorted((a, b) => b.values.length - a.values.length).slice(0, MOST_ASKED);
  return mostFrequent(
    longest.flatMap(({ instants }) => {
      const ordered = [...new Set(instants.filter(Number.isFinite))].sort((a, b) => a - b);
      return inferFrequency(ordered) ?? [];
    }),
  );
}

function commonPeriod(list: readonly RegularSeries[], frequency: Frequency): number {
  const periods = periodsOf(frequency);
  if (periods.length === 0) return 1;
  const longest = list
    .map(({ series }) => series.values)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MOST_ASKED);
  return mostFrequent(longest.map((values) => inferPeriod(values, periods))) ?? 1;
}

/** The value that most of the list equal, the first of several; undefined for an empty list. */
function mostFrequent<T>(list: readonly T[]): T | undefined {
  const counts = new Map<string, { readonly value: T; times: number }>();
  for (const value of list) {
    const key = JSON.stringify(value);
    const known = counts.get(key);
    if (known) known.times++;
    else counts.set(key, { value, times: 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.times - a.times)[0]?.value;
}

/** Steps that people look ahead: a year of months, two of quarters, a quarter of weeks, two weeks of days, two days of hours. */
function usualHorizon(
  frequency: Frequency,
  { isCalendar, period }: { readonly isCalendar: boolean; readonly period: number },
): number {
  if (!isCalendar) return period > 1 ? Math.min(period, 48) : DEFAULT_HORIZON;
  if (frequency.kind === 'business-days') return 10;
  if (frequency.kind === 'months') return frequency.every >= 12 ? 6 : frequency.every >= 3 ? 8 : 12;
  const { stepMs } = frequency;
  if (stepMs >= 7 * DAY_MS) return 13;
  if (stepMs >= DAY_MS) return 14;
  return Math.min(48, Math.max(DEFAULT_HORIZON, Math.round((2 * DAY_MS) / stepMs)));
}

function reasons(
  asked: ForecastAsked,
  {
    time,
    step,
    period,
    horizon,
  }: {
    readonly time: ForecastShape['time'];
    readonly step: Frequency;
    readonly period: number;
    readonly horizon: number;
  },
): string[] {
  const unit = time === null ? 'row' : nameFrequency(step);
  const how = (isAsked: boolean) => (isAsked ? 'as asked' : 'inferred');
  return [
    time === null
      ? 'Time: the order of the rows, since no column of dates was named or found.'
      : `Time: column "${time.column}" (${how(asked.time !== undefined)}), one point per ${unit} (${how(asked.frequency !== undefined)}).`,
    period === 1
      ? `Season: none (${how(asked.period !== undefined)}).`
      : `Season: ${period} steps (${how(asked.period !== undefined)}).`,
    `Horizon: ${horizon} ${horizon === 1 ? 'step' : 'steps'} (${asked.horizon === undefined ? `usual for one point per ${unit}` : 'as asked'}).`,
  ];
}

function noRows(target: string): AppError {
  return new AppError('TABLE_EMPTY', {
    message: `A forecast must get at least one row of "${target}", got 0.`,
    hint: 'Check the data file.',
    details: { target },
  });
}
