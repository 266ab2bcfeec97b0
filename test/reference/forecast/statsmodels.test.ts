import { describe, expect, it } from 'vitest';
import { kpss } from '../../../packages/ml/src/forecast/arima/choose-differences.ts';
import { fitArma } from '../../../packages/ml/src/forecast/arima/fit-arma.ts';
import { innovations } from '../../../packages/ml/src/forecast/arima/innovations.ts';
import { multiply } from '../../../packages/ml/src/forecast/arima/polynomial.ts';
import { type ArimaState, arima, type EtsForm } from '../../../packages/ml/src/forecast/index.ts';
import { seasonalIndices } from '../../../packages/ml/src/forecast/season/decompose.ts';
import { autocorrelations } from '../../../packages/ml/src/forecast/season/is-seasonal.ts';
import { etsOutlook } from '../../../packages/ml/src/forecast/smoothing/ets-outlook.ts';
import { etsAt, fitEts } from '../../../packages/ml/src/forecast/smoothing/fit-ets.ts';
import { normalQuantile } from '../../../packages/ml/src/stats/normal-quantile.ts';
import expected from './expected.json' with { type: 'json' };

const PERIOD = 12;
const sales = Float64Array.from(expected.series.sales);
const walk = Float64Array.from(expected.series.walk);
const balance = Float64Array.from(expected.series.balance);

/** Relative, since likelihoods and sales differ in size; 12 digits are written. */
function expectClose(value: number, truth: number, distance = 1e-9): void {
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(distance * Math.max(1, Math.abs(truth)));
}

describe('exponential smoothing', () => {
  it.each(expected.ets.map((one) => [Object.values(one.form).join(', '), one] as const))(
    'at given numbers has the likelihood and the forecast of statsmodels: %s',
    (_form, one) => {
      const form = one.form as EtsForm;
      const { parameters, level, slope } = one;
      const first = { level, slope, season: Float64Array.from(one.season) };
      const state = etsAt(sales, { form, parameters, first });
      expectClose(state.logLikelihood, one.logLikelihood);
      const { mean } = etsOutlook(state, one.forecast.length);
      one.forecast.forEach((value, h) => {
        expectClose(mean[h], value);
      });
    },
  );

  it.each(expected.etsFits.map((one) => [Object.values(one.form).join(', '), one] as const))(
    'fits as likely as statsmodels, or likelier: %s',
    (_form, { form, logLikelihood }) => {
      const state = fitEts(sales, form as EtsForm, PERIOD);
      expect(state?.logLikelihood).toBeGreaterThan(logLikelihood - 0.02);
    },
  );
});

describe('ARMA', () => {
  const n = balance.length;
  const lagged = (coefficients: readonly number[], spacing: number, sign: number) => {
    const polynomial = new Float64Array(coefficients.length * spacing + 1);
    polynomial[0] = 1;
    coefficients.forEach((value, k) => {
      polynomial[(k + 1) * spacing] = sign * value;
    });
    return polynomial;
  };

  it.each(expected.arma.balance.map((one) => [JSON.stringify(one.order), one] as const))(
    'at given numbers has the exact likelihood and the forecast of statsmodels: %s',
    (_o, one) => {
      const [p, q, sp, sq] = one.order;
      const ar = multiply(lagged(p, 1, -1), lagged(sp, PERIOD, -1));
      const ma = multiply(lagged(q, 1, 1), lagged(sq, PERIOD, 1));
      const workspace = { out: new Float64Array(n), mistakes: new Float64Array(n) };
      const found = innovations(balance, { ar, ma }, workspace);
      if (found === undefined) throw new TypeError('The polynomials are stationary.');
      const { sum, meanLog, pending } = found;
      expectClose(
        -(n / 2) * (Math.log((2 * Math.PI * sum) / n) + 1 + meanLog),
        one.logLikelihood,
        1e-8,
      );
      const order = { p: 0, q: 0, sp: 0, sq: 0, hasMean: false };
      const model = {
        order,
        partials: [],
        ar,
        ma,
        mean: 0,
        variance: sum / n,
        logLikelihood: 0,
        pending,
      };
      const state: ArimaState = {
        differences: { d: 0, seasonal: 0 },
        period: 1,
        model,
        tail: balance.slice(n + 1 - ar.length),
      };
      const { mean } = arima.forecast(state, one.forecast.length, []);
      one.forecast.forEach((value, h) => {
        expectClose(mean[h], value, 1e-7);
      });
    },
  );

  it.each(expected.arma.fits.map((one) => [JSON.stringify(one.order), one] as const))(
    'fits as likely as statsmodels, or likelier: %s',
    (_o, { order, logLikelihood }) => {
      const fit = fitArma(balance, { ...order, hasMean: true }, { period: PERIOD });
      expect(fit?.logLikelihood).toBeGreaterThan(logLikelihood - 0.01);
    },
  );

  it('fits the airline model to a differenced series as likely as statsmodels', () => {
    const [{ order, logLikelihood }] = expected.arma.seasonalFits;
    const rest = Float64Array.from({ length: sales.length - PERIOD - 1 }, (_, t) => {
      const year = (at: number) => sales[at + PERIOD] - sales[at];
      return year(t + 1) - year(t);
    });
    const fit = fitArma(rest, { ...order, hasMean: false }, { period: PERIOD });
    expect(fit?.logLikelihood).toBeGreaterThan(logLikelihood - 0.05);
  });
});

describe('tests and decompositions', () => {
  it('agree with statsmodels: the KPSS statistic', () => {
    expectClose(kpss(sales), expected.kpss.sales);
    expectClose(kpss(walk), expected.kpss.walk);
    expectClose(kpss(balance), expected.kpss.balance);
  });

  it.each(['additive', 'multiplicative'] as const)('agree with statsmodels: %s indices', (kind) => {
    seasonalIndices(sales, PERIOD, kind).forEach((value, k) => {
      expectClose(value, expected.indices[kind][k]);
    });
  });

  it('agree with statsmodels: autocorrelations', () => {
    autocorrelations(walk, PERIOD).forEach((value, k) => {
      expectClose(value, expected.acf.walk[k]);
    });
  });

  it('agree with SciPy: normal quantiles', () => {
    for (const [p, quantile] of expected.normal) expectClose(normalQuantile(p), quantile, 1e-11);
  });
});
