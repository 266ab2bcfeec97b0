import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { seededRandom } from '../../math/index.ts';
import { DAY_MS, encodeText, makeTable, type Table } from '../../table/index.ts';
import { openForecast } from '../artifact/open-forecast.ts';
import { packForecast } from '../artifact/pack-forecast.ts';
import { madeSales, madeWalk } from '../testing/made-series.ts';
import { makeForecasts } from './make-forecasts.ts';
import { planForecast } from './plan-forecast.ts';
import { scoreMethods, scoreUnseen } from './score-forecasts.ts';

const BUDGET = 300_000;

/** Monthly sales of stores, shuffled, with a gap and a row twice. */
function stores(names: readonly string[], n = 60): Table {
  const rows = names.flatMap((store, s) =>
    Array.from(madeSales(n, s + 1).values, (value, t) => ({ store, at: Date.UTC(2020, t), value })),
  );
  const shuffled = rows.filter((_, i) => i !== 7).toReversed();
  const twice = [...shuffled, shuffled[0]];
  return makeTable([
    { name: 'month', kind: 'date', values: Float64Array.from(twice, ({ at }) => at) },
    encodeText(
      'store',
      'category',
      twice.map(({ store }) => store),
    ),
    { name: 'sales', kind: 'number', values: Float64Array.from(twice, ({ value }) => value) },
  ]);
}

describe('planForecast', () => {
  it('infers time, frequency, season and horizon, and says so', () => {
    const plan = planForecast(stores(['north', 'south']), {
      target: 'sales',
      time: undefined,
      series: 'store',
    });
    expect(plan.shape).toEqual({
      target: 'sales',
      time: { column: 'month', kind: 'date' },
      series: 'store',
      frequency: { kind: 'months', every: 1 },
      period: 12,
      horizon: 12,
    });
    expect(plan.why).toEqual([
      'Time: column "month" (inferred), one point per month (inferred).',
      'Season: 12 steps (inferred).',
      'Horizon: 12 steps (usual for one point per month).',
    ]);
    expect(plan.series.map(({ name }) => name).sort()).toEqual(['north', 'south']);
    const sum = (of: 'nFilled' | 'nMerged') =>
      plan.series.reduce((total, one) => total + one[of], 0);
    expect([sum('nFilled'), sum('nMerged')]).toEqual([1, 1]);
  });

  it('takes what is asked for, years, numbers, and the order of the rows', () => {
    const values = Float64Array.from({ length: 12 }, (_, t) => t + (t % 4));
    const columns = (name: string, numbers: readonly number[]) =>
      makeTable([
        { name, kind: 'number', values: Float64Array.from(numbers) },
        { name: 'y', kind: 'number', values },
      ]);
    const years = values.map((_, t) => 2000 + t);
    const plan = (table: Table, time?: string) =>
      planForecast(table, { target: 'y', time, series: undefined, period: 4, horizon: 3 });
    expect(plan(columns('year', [...years]), 'year').shape).toMatchObject({
      time: { column: 'year', kind: 'year' },
      frequency: { kind: 'months', every: 12 },
      period: 4,
      horizon: 3,
    });
    expect(
      plan(
        columns(
          'step',
          [...values.keys()].map((t) => 5 * t),
        ),
        'step',
      ).shape,
    ).toMatchObject({
      time: { column: 'step', kind: 'number' },
      frequency: { kind: 'fixed', stepMs: 5 },
    });
    expect(plan(columns('x', [...values])).shape.time).toBeNull();
  });

  it('leaves out a series that is none, and says why; where none is left, that is the error', () => {
    const table = makeTable([
      { name: 'day', kind: 'date', values: Float64Array.of(0, DAY_MS, 2 * DAY_MS, 0) },
      encodeText('store', 'category', ['a', 'a', 'a', 'b']),
      { name: 'sales', kind: 'number', values: Float64Array.of(1, 2, 3, Number.NaN) },
    ]);
    const { leftOut, series } = planForecast(table, {
      target: 'sales',
      time: 'day',
      series: 'store',
    });
    expect(series.map(({ name }) => name)).toEqual(['a']);
    expect(leftOut).toEqual([
      {
        name: 'b',
        reason: 'A series must have at least one value with an instant, got 1 points without.',
      },
    ]);
    expect(
      thrownBy(() => planForecast(table, { target: 'store', time: 'day', series: undefined }))
        .message,
    ).toBe('A forecast must get a column of numbers, got "store", which holds category values.');
  });

  it('reads a series that counts up, which looks like ids', () => {
    const sold = encodeText(
      'sold',
      'id',
      Array.from({ length: 30 }, (_, i) => String(1000 + i)),
    );
    const { series } = planForecast(makeTable([sold]), {
      target: 'sold',
      time: undefined,
      series: undefined,
    });
    expect(series[0].values.slice(-2)).toEqual(Float64Array.of(1028, 1029));
  });

  it('refuses numbers whose squares are beyond all numbers', () => {
    const values = Float64Array.from({ length: 20 }, (_, i) => (i === 7 ? -2e150 : i));
    const huge = makeTable([{ name: 'sales', kind: 'number', values }]);
    expect(
      thrownBy(() => planForecast(huge, { target: 'sales', time: undefined, series: undefined }))
        .message,
    ).toBe(
      'A forecast must get numbers between -1e+150 and 1e+150, got -2e+150 in row 8 of "sales".',
    );
  });
});

describe('makeForecasts', () => {
  const plan = planForecast(stores(['north']), {
    target: 'sales',
    time: 'month',
    series: 'store',
  });
  const made = makeForecasts({ ...plan, shape: { ...plan.shape, horizon: 6 } }, { budget: BUDGET });

  it('judges on ends that nothing had seen', () => {
    for (const { unseen, tested, ranking } of made.series) {
      expect(tested?.mean).toHaveLength(6);
      expect(unseen?.steps).toBe(6);
      expect(unseen?.smape).toBeLessThan(20);
      expect(ranking.length).toBeGreaterThan(3);
    }
    const { owa, coverage_95 } = scoreUnseen(made.series, seededRandom(1));
    expect(owa.value).toBeLessThan(0.9);
    expect(owa.low).toBeNull();
    expect(coverage_95.value).toBeGreaterThan(0.6);
    const [best, ...rest] = scoreMethods(made.series);
    expect(best.owa).toBeLessThan(0.9);
    const rows = new Map([best, ...rest].map((row) => [row.name, row]));
    expect(rows.get('seasonal-naive')?.owa).toBe(1);
    expect(rows.get('naive')?.owa).toBeGreaterThan(1);
    expect(rows.get('chosen')?.nChosen).toBe(1);
  });

  it('changes nothing that was judged when the end changes', () => {
    const [first, ...others] = plan.series;
    const values = first.values.map((value, t) => (t < first.values.length - 12 ? value : 1e6));
    const changed = makeForecasts(
      { ...plan, series: [{ ...first, values }, ...others] },
      { budget: BUDGET },
    );
    const same = makeForecasts(plan, { budget: BUDGET });
    expect(changed.series[0].ranking).toEqual(same.series[0].ranking);
    expect(changed.series[0].tested).toEqual(same.series[0].tested);
    expect(changed.series[0].unseen).not.toEqual(same.series[0].unseen);
  });

  it('goes on after the whole series, by an artifact', () => {
    const about = {
      createdAt: '',
      metrics: {},
      primaryMetric: 'owa',
      findings: [],
      lineage: { runId: '', datasetHash: '', datasetName: '', nTrainRows: 0, seed: 1 },
      environment: { kaizenml: '', runtime: '' },
    };
    const { manifest, weights } = packForecast(made.fitted, about, () => '');
    const [{ instants, forecast }] = openForecast(
      JSON.parse(JSON.stringify(manifest)),
      weights,
    ).forecast();
    expect(new Date(instants[0]).toISOString()).toBe('2025-01-01T00:00:00.000Z');
    expect(forecast.mean).toHaveLength(6);
  });

  it.each([1, 2, 4])('lets the last of %i points go on', (n) => {
    const { values } = madeWalk(n);
    const table = makeTable([
      { name: 'at', kind: 'date', values: values.map((_, t) => t * DAY_MS) },
      { name: 'y', kind: 'number', values },
    ]);
    const day = { kind: 'fixed', stepMs: DAY_MS } as const;
    const short = planForecast(table, {
      target: 'y',
      time: 'at',
      series: undefined,
      frequency: day,
    });
    const { series, fitted } = makeForecasts(short, { budget: BUDGET });
    expect(series[0].chosen).toEqual(['naive']);
    expect(series[0].unseen).toBeNull();
    expect(fitted.series[0].values).toEqual(values);
    expect(scoreUnseen(series, seededRandom(1))).toEqual({});
    expect(scoreMethods(series).filter(({ nSeries }) => nSeries > 0)).toEqual([]);
  });
});
