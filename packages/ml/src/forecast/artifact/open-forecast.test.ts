import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { packState } from '../../artifact/state-codec.ts';
import { fitLags } from '../lags/fit-lags.ts';
import { arima } from '../models/arima.ts';
import { tailOf } from '../models/boosted-lags.ts';
import { comb } from '../models/comb.ts';
import { drift } from '../models/drift.ts';
import { ets } from '../models/ets.ts';
import { naive } from '../models/naive.ts';
import { seasonalNaive } from '../models/seasonal-naive.ts';
import { theta } from '../models/theta.ts';
import { madeSales } from '../testing/made-series.ts';
import { checkForecasterState } from './check-forecaster-state.ts';
import { type FittedForecast, keptMembers } from './fitted-forecast.ts';
import { loadForecast, openForecast } from './open-forecast.ts';
import { packForecast } from './pack-forecast.ts';

const series = madeSales(60);
const pool = fitLags([series], { horizon: 6, maxRows: 300 }) ?? null;
const about = {
  createdAt: '2026-01-01T00:00:00.000Z',
  metrics: {},
  primaryMetric: 'owa',
  findings: [],
  lineage: { runId: '', datasetHash: '', datasetName: '', nTrainRows: 60, seed: 1 },
  environment: { kaizenml: '0', runtime: 'test' },
};

function fitted(): FittedForecast {
  const common = { first: 0, values: series.values, mistakes: Float64Array.of(0.5, 1), reason: '' };
  const one = (forecaster: typeof theta) => ({
    name: forecaster.name,
    state: forecaster.fit(series),
  });
  const pooled = { name: 'boosted-lags', state: { model: pool, tail: tailOf(series) } };
  return {
    shape: {
      target: 'sales',
      time: { column: 'month', kind: 'date' },
      series: 'store',
      frequency: { kind: 'months', every: 1 },
      period: 12,
      horizon: 6,
    },
    pool,
    series: [
      { ...common, name: 'north', members: keptMembers([one(theta), one(comb as never)], pool) },
      { ...common, name: 'south', members: keptMembers([pooled], pool) },
    ],
  };
}

function packed() {
  return packForecast(fitted(), about, () => 'hash');
}

function opened() {
  const { manifest, weights } = packed();
  return openForecast(JSON.parse(JSON.stringify(manifest)), weights);
}

describe('openForecast', () => {
  const model = opened();

  it('forecasts every series with its instants and intervals', () => {
    const [north, south] = model.forecast();
    expect(model.names).toEqual(['north', 'south']);
    expect(new Date(north.instants[0]).toISOString()).toBe('1975-01-01T00:00:00.000Z');
    expect(new Date(model.ends[0]).toISOString()).toBe('1974-12-01T00:00:00.000Z');
    for (const { forecast } of [north, south]) {
      expect(forecast.mean).toHaveLength(6);
      const [{ level, lower, upper }] = forecast.intervals;
      expect(level).toBe(0.95);
      forecast.mean.forEach((value, h) => {
        expect(lower[h]).toBeLessThan(value);
        expect(upper[h]).toBeGreaterThan(value);
      });
    }
  });

  it('keeps the model of all series once', () => {
    expect(packed().weights.length).toBeLessThan(1.3 * packState(pool).bytes.length);
  });

  it('goes on after newer points, in which nothing new changes nothing', () => {
    const instants = Float64Array.of(Date.UTC(1975, 0), Date.UTC(1975, 1));
    const newer = { series: 'north', instants, values: Float64Array.of(500, 510) };
    const [after] = model.forecastAfter([newer], { horizon: 2 });
    expect(new Date(after.instants[0]).toISOString()).toBe('1975-03-01T00:00:00.000Z');
    const before = model.forecast({ series: ['north'], horizon: 4 })[0];
    expect(after.forecast.mean[0]).toBeGreaterThan(before.forecast.mean[2]);
    const old = { ...newer, instants: Float64Array.of(0), values: series.values.subarray(0, 1) };
    expect(model.forecastAfter([old])[0]).toEqual(model.forecast()[0]);
  });

  it('forecasts a series that it has never seen', () => {
    const instants = Float64Array.from({ length: 40 }, (_, t) => Date.UTC(2020, t));
    const newer = { series: 'east', instants, values: series.values.subarray(0, 40) };
    const [{ forecast }] = model.forecastAfter([newer]);
    expect(forecast.mean.every(Number.isFinite)).toBe(true);
  });

  it('begins anew where newer points lie far from the history', () => {
    const instants = Float64Array.from({ length: 30 }, (_, t) => Date.UTC(2020, t));
    const newer = { series: 'north', instants, values: series.values.subarray(0, 30) };
    const [{ instants: ahead }] = model.forecastAfter([newer]);
    expect(new Date(ahead[0]).toISOString()).toBe('2022-07-01T00:00:00.000Z');
  });

  it('refuses a horizon and a series that are none', () => {
    expect(thrownBy(() => model.forecast({ horizon: 0 })).message).toBe(
      'The horizon of a forecast must be a whole number from 1 to 100000, got 0.',
    );
    expect(thrownBy(() => model.forecast({ series: ['west'] })).message).toBe(
      'The forecast must be asked for a series that it has learned, got "west".',
    );
  });

  it.each([
    ['kind', 'kaizenml-model'],
    ['formatVersion', 2],
    ['series', []],
    ['shape', { target: 'sales' }],
    ['pool', { layout: {} }],
    ['pool', null],
  ])('refuses a damaged %s', (field, damage) => {
    const { manifest, weights } = packed();
    expect(thrownBy(() => openForecast({ ...manifest, [field]: damage }, weights)).code).toBe(
      'MODEL_ARTIFACT_INVALID',
    );
  });
});

describe('a damaged artifact', () => {
  const { manifest, weights } = packed();
  const text = JSON.stringify({
    shape: manifest.shape,
    series: manifest.series,
    pool: manifest.pool,
  });
  const odd = [null, -1, 0, 1e300, 'x', [], {}, true, { $tensor: 0 }, { $tensor: 3 }];

  it('is refused or forecasts, but never fails otherwise', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...odd), (place, value) => {
        const { damaged, isChanged } = withPart(JSON.parse(text), place, value);
        if (!isChanged) return;
        try {
          openForecast({ ...manifest, ...(damaged as object) }, weights).forecast({ horizon: 2 });
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'MODEL_ARTIFACT_INVALID' });
        }
      }),
      { seed: 11, numRuns: 30 },
    );
  });
});

/** A copy in which one of the parts, counted from the root, is another value. */
function withPart(root: unknown, place: number, value: unknown) {
  const parts: { readonly holder: Record<string, unknown>; readonly key: string }[] = [];
  const walk = (holder: Record<string, unknown>): void => {
    for (const [key, part] of Object.entries(holder)) {
      parts.push({ holder, key });
      if (typeof part === 'object' && part !== null) walk(part as Record<string, unknown>);
    }
  };
  walk(root as Record<string, unknown>);
  const { holder, key } = parts[place % parts.length];
  const isChanged = JSON.stringify(holder[key]) !== JSON.stringify(value);
  holder[key] = value;
  return { damaged: root, isChanged };
}

describe('loadForecast', () => {
  it('reads the two files, and says which is none', async () => {
    const { manifest, weights } = packed();
    const files = new Map<string, string | Uint8Array>([
      ['manifest.json', JSON.stringify(manifest)],
      ['weights.bin', weights],
    ]);
    const model = await loadForecast(async (file) => files.get(file));
    expect(model.forecast()).toEqual(opened().forecast());
    await expect(loadForecast(async () => undefined)).rejects.toMatchObject({
      code: 'MODEL_ARTIFACT_INVALID',
    });
  });
});

describe('checkForecasterState', () => {
  it.each([naive, seasonalNaive, drift, theta, comb, ets, arima])(
    'takes states of $name, and none without one of its fields',
    (forecaster) => {
      const state = forecaster.fit(series) as object as Record<string, unknown>;
      checkForecasterState(forecaster.name, state);
      const spare = ['first', 'logLikelihood', 'aicc'];
      for (const field of Object.keys(state).filter((name) => !spare.includes(name)))
        expect(
          thrownBy(() => checkForecasterState(forecaster.name, { ...state, [field]: undefined }))
            .code,
        ).toBe('MODEL_ARTIFACT_INVALID');
    },
  );
});
