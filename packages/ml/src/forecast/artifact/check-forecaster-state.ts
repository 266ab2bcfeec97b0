import { type StateReader, stateReader } from '../../models/state-reader.ts';

/** Reads the state of a forecaster. @throws MODEL_ARTIFACT_INVALID */
type Check = (state: StateReader) => void;

/** What forecasts of each forecaster depend on. `boosted-lags` checks its trees itself. */
const CHECKS: Readonly<Record<string, Check>> = {
  naive: (state) => finites(state, ['last', 'deviation']),
  'seasonal-naive'(state) {
    if (state.field('season').numbers(Float64Array).length === 0)
      state.field('season').refuse('hold a season');
    finites(state, ['deviation']);
  },
  drift(state) {
    finites(state, ['last', 'slope', 'deviation']);
    state.field('nPoints').count(1);
  },
  theta(state) {
    checkEts(state.field('smoothing'));
    finites(state.field('line'), ['last', 'slope']);
    checkSeason(state.field('season'));
  },
  comb(state) {
    if (state.field('members').list().length === 0) state.field('members').refuse('hold a member');
    for (const member of state.field('members').list()) checkEts(member);
    checkSeason(state.field('season'));
  },
  ets: checkEts,
  arima: checkArima,
  'boosted-lags'(state) {
    checkLags(state.field('model'));
    checkTail(state.field('tail'));
  },
};

/**
 * Refuses a state that its forecaster cannot forecast from.
 *
 * @throws MODEL_ARTIFACT_INVALID, also for a forecaster that this version does not know.
 */
export function checkForecasterState(name: string, state: unknown): void {
  const reader = stateReader(name, state);
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (check === undefined) reader.refuse('be of a forecaster that this version knows', name);
  else check(reader);
}

/** Reads a model of many series. */
export function checkPool(pool: unknown): void {
  checkLags(stateReader('boosted-lags', pool));
}

/** Reads the last points of a series. */
export function checkTail(tail: StateReader): void {
  const n = tail.field('values').numbers(Float64Array).length;
  if (n === 0) tail.field('values').refuse('hold a point');
  tail.field('period').count(1, LONGEST);
  if (tail.record().instants !== undefined) tail.field('instants').numbers(Float64Array, n);
}

/** Seasons and differences beyond this are no forecasts. */
const LONGEST = 100_000;

function finites(state: StateReader, names: readonly string[]): void {
  for (const name of names) state.field(name).finite();
}

function checkSeason(season: StateReader): void {
  const kind = season.field('kind').text(['none', 'additive', 'multiplicative']);
  const { length } = season.field('next').numbers(Float64Array);
  if (kind !== 'none' && length === 0) season.field('next').refuse('hold a season');
}

function checkEts(state: StateReader): void {
  const form = state.field('form');
  form.field('error').text(['additive', 'multiplicative']);
  form.field('trend').text(['none', 'additive', 'damped']);
  const season = form.field('season').text(['none', 'additive', 'multiplicative']);
  finites(state.field('parameters'), ['alpha', 'beta', 'gamma', 'phi']);
  const states = state.field('states');
  finites(states, ['level', 'slope']);
  const { length } = states.field('season').numbers(Float64Array);
  if (season !== 'none' && length === 0) states.field('season').refuse('hold a season');
  if (!(state.field('variance').finite() >= 0)) state.field('variance').refuse('be at least 0');
}

function checkArima(state: StateReader): void {
  state.field('differences').field('d').count(0, 2);
  state.field('differences').field('seasonal').count(0, 2);
  state.field('period').count(1, LONGEST);
  state.field('tail').numbers(Float64Array);
  const model = state.field('model');
  finites(model, ['mean']);
  if (!(model.field('variance').finite() >= 0)) model.field('variance').refuse('be at least 0');
  for (const name of ['ar', 'ma'] as const)
    if (model.field(name).numbers(Float64Array).length === 0)
      model.field(name).refuse('hold a polynomial');
  model.field('pending').numbers(Float64Array);
}

function checkLags(model: StateReader): void {
  const layout = model.field('layout');
  for (const name of ['nLags', 'period', 'nColumns']) layout.field(name).count(0, LONGEST);
  for (const window of layout.field('windows').list()) window.count(1, LONGEST);
  layout.field('hasCalendar').flag();
  const horizon = model.field('horizon').count(1, LONGEST);
  model.field('deviations').numbers(Float64Array, horizon);
  model.field('trees').record();
}
