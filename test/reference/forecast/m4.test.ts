import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type AnyForecaster,
  mase,
  naive,
  seasonalScale,
  smape,
  theta,
} from '../../../packages/ml/src/forecast/index.ts';
import { sharedData } from '../../shared-data.ts';

const HORIZON = 13;
const files = ['m4/Weekly-train.csv', 'm4/Weekly-test.csv'].map(sharedData);

function readSeries(path: string): readonly Float64Array[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const cells = line
      .split(',')
      .slice(1)
      .map((cell) => cell.replaceAll('"', '').trim());
    return Float64Array.from(cells.filter((cell) => cell !== '' && cell !== 'NA').map(Number));
  });
}

describe.skipIf(files.includes(undefined))('the weekly series of M4', () => {
  const [histories, truths] = files.map((file) => (file === undefined ? [] : readSeries(file)));

  function scoresOf(forecaster: AnyForecaster) {
    const forecasts = histories.map((values) => {
      const state: unknown = forecaster.fit({ values, period: 1 });
      return forecaster.forecast(state, HORIZON, []).mean;
    });
    const mean = (score: (forecast: Float64Array, i: number) => number) =>
      forecasts.reduce((sum, forecast, i) => sum + score(forecast, i), 0) / forecasts.length;
    return {
      smape: mean((forecast, i) => smape(truths[i], forecast)),
      mase: mean((forecast, i) => mase(truths[i], forecast, seasonalScale(histories[i], 1))),
    };
  }

  // Makridakis, Spiliotis & Assimakopoulos (2020), International Journal of Forecasting 36, 54-74, and its repository.
  it.each([
    [naive, 9.161, 2.777],
    [theta, 9.093, 2.637],
  ] as const)('have the published scores: $0.name', (forecaster, percent, scaled) => {
    const scores = scoresOf(forecaster);
    expect(scores.smape).toBeCloseTo(percent, 3);
    expect(scores.mase).toBeCloseTo(scaled, 3);
  });
});
