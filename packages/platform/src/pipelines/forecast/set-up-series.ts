import type { Finding } from '@kaizenml/contracts';
import { type ForecastPlan, parseFrequency, planForecast } from '@kaizenml/ml/forecast';
import type { Table } from '@kaizenml/ml/table';
import { step } from '../step.ts';
import { seriesFindings } from './series-findings.ts';

/** What a project says of a forecast. */
export interface SeriesParams {
  readonly target: string;
  readonly time: string | undefined;
  readonly series: string | undefined;
  readonly horizon: number | undefined;
  readonly season: number | undefined;
  readonly frequency: string | undefined;
}

/** Series at equal distances, and what it took to make them. */
export interface SeriesSet {
  readonly plan: ForecastPlan;
  readonly findings: readonly Finding[];
}

/** Makes series of a table. @throws TARGET_UNUSABLE, ARGUMENT_INVALID, TABLE_EMPTY */
export const setUpSeries = step<{ table: Table }, SeriesParams, SeriesSet>({
  name: 'series',
  title: 'Making series of the rows',
  url: import.meta.url,
  async run({ table }, { season, frequency, ...asked }) {
    const plan = planForecast(table, {
      ...asked,
      period: season,
      frequency: frequency === undefined ? undefined : parseFrequency(frequency),
    });
    return { plan, findings: seriesFindings(plan) };
  },
});
