import { readFileSync } from 'node:fs';
import {
  type AnyForecaster,
  arima,
  boostedLags,
  chooseForecasters,
  comb,
  coverage,
  drift,
  ets,
  type Forecast,
  fitLags,
  forecastChoice,
  forecastPool,
  mase,
  naive,
  owa,
  type Series,
  seasonalScale,
  smape,
  theta,
  weightedIntervalScore,
} from '@kaizenml/ml/forecast';
import { sharedData } from '../test/shared-data.ts';

/**
 * How good and how fast are forecasts of the 359 weekly series of M4, beside what the competition published?
 *
 * Scores as in M4: horizon 13, errors scaled by changes of one week; OWA is relative to Naive2, which is naive here since
 * M4 takes weeks to have no season. CPU seconds of one thread, fit and forecast.
 * Rows with period 52 know that a year has 52 weeks. M4 does not
 * say when its series were: one may show what came of another, to any model that learns from all. `node --conditions=source bench/forecast.ts [name ...]`.
 */
const HORIZON = 13;
const LEVELS = [0.8, 0.95];
const PUBLISHED = [
  ['M4: naive', 9.161, 2.777],
  ['M4: Theta', 9.093, 2.637],
  ['M4: Comb', 8.944, 2.432],
  ['M4: ETS', 8.727, 2.527],
  ['M4: ARIMA', 8.653, 2.556],
  ['M4: Smyl, the winner', 7.817, 2.356],
] as const;

const histories = readSeries('Weekly-train.csv');
const truths = readSeries('Weekly-test.csv');
const weekly = histories.map((values): Series => ({ values, period: 1 }));
const yearly = histories.map((values): Series => ({ values, period: 52 }));

const one = (forecaster: AnyForecaster) => () =>
  weekly.map((series) =>
    forecaster.forecast(forecaster.fit(series, { horizon: HORIZON }), HORIZON, LEVELS),
  );

const METHODS: readonly (readonly [string, () => readonly Forecast[]])[] = [
  ...[naive, drift, theta, comb, ets, arima].map((each) => [each.name, one(each)] as const),
  [`${boostedLags.name} of all, period 52`, boosted],
  ['choice, period 1', () => chosen(weekly)],
  ['choice, period 52', () => chosen(yearly)],
];

const asked = process.argv.slice(2);
const reference = scoresOf(one(naive)());
console.log(
  'method                        | sMAPE | MASE  | OWA   | 80 %  | 95 %  | WIS    | seconds',
);
for (const [name, run] of METHODS) {
  if (asked.length > 0 && !asked.some((each) => name.startsWith(each))) continue;
  const began = process.cpuUsage();
  const forecasts = run();
  const { user, system } = process.cpuUsage(began);
  const scores = scoresOf(forecasts);
  const relative = owa(scores, reference);
  const shares = scores.shares.map((share) => share.toFixed(3)).join(' | ');
  print(
    name,
    scores,
    relative,
    `${shares} | ${scores.wis.toFixed(1).padStart(6)} | ${((user + system) / 1e6).toFixed(2)}`,
  );
}
for (const [name, percent, scaled] of PUBLISHED) {
  const scores = { smape: percent, mase: scaled };
  print(name, scores, owa(scores, reference), '');
}

function print(
  name: string,
  scores: { smape: number; mase: number },
  relative: number,
  rest: string,
) {
  const figures = [scores.smape, scores.mase, relative]
    .map((value) => value.toFixed(3))
    .join(' | ');
  console.log(`${name.padEnd(29)} | ${figures} | ${rest}`);
}

function boosted(): readonly Forecast[] {
  const model = fitLags(yearly, { horizon: HORIZON });
  if (model === undefined) throw new Error('M4 has rows to learn from.');
  return forecastPool(model, yearly, { horizon: HORIZON, levels: LEVELS });
}

function chosen(list: readonly Series[]): readonly Forecast[] {
  const choices = chooseForecasters(list, { horizon: HORIZON });
  return choices.map((choice) => forecastChoice(choice, HORIZON, LEVELS));
}

function scoresOf(forecasts: readonly Forecast[]) {
  const mean = (score: (forecast: Forecast, i: number) => number) =>
    forecasts.reduce((sum, forecast, i) => sum + score(forecast, i), 0) / forecasts.length;
  return {
    smape: mean((forecast, i) => smape(truths[i], forecast.mean)),
    mase: mean((forecast, i) => mase(truths[i], forecast.mean, seasonalScale(histories[i], 1))),
    wis: mean((forecast, i) => weightedIntervalScore(truths[i], forecast.mean, forecast.intervals)),
    shares: LEVELS.map((_, k) => mean((forecast, i) => coverage(truths[i], forecast.intervals[k]))),
  };
}

function readSeries(file: string): readonly Float64Array[] {
  const path = sharedData(`m4/${file}`);
  if (path === undefined) throw new Error(`KAIZEN_DATA_DIR must hold m4/${file}.`);
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const cells = line
      .split(',')
      .slice(1)
      .map((cell) => cell.replaceAll('"', '').trim());
    return Float64Array.from(cells.filter((cell) => cell !== '' && cell !== 'NA').map(Number));
  });
}
