import { type FieldReader, fieldReader } from '../../artifact/field-reader.ts';
import { unpackState } from '../../artifact/state-codec.ts';
import { zeros } from '../../math/index.ts';
import { boostedTrees } from '../../models/index.ts';
import { stateReader } from '../../models/state-reader.ts';
import type { LagsState } from '../lags/fit-lags.ts';
import { checkForecasterState, checkPool, checkTail } from './check-forecaster-state.ts';
import {
  type FittedForecast,
  type FittedSeries,
  type ForecastShape,
  stateOf,
} from './fitted-forecast.ts';
import type { ForecastManifest } from './forecast-manifest.ts';

const MOST_STEPS = 100_000;

/** Checks every field that forecasts depend on. @throws MODEL_ARTIFACT_INVALID */
export function checkForecast(
  manifest: unknown,
  weights: Uint8Array,
): { readonly manifest: ForecastManifest; readonly fitted: FittedForecast } {
  const given = fieldReader('manifest.json', manifest);
  if (given.field('kind').value !== 'kaizenml-forecast')
    given.field('kind').refuse('be kaizenml-forecast');
  if (given.field('formatVersion').value !== 1)
    given.field('formatVersion').refuse('be 1, the newest that this version reads');
  for (const name of ['createdAt', 'primaryMetric']) given.field(name).text();
  given.field('weightsHash').hash();
  for (const name of ['metrics', 'lineage', 'environment']) given.field(name).record();
  for (const name of ['findings', 'tensors', 'series']) given.field(name).list();
  const shape = checkShape(given.field('shape'));
  const checked = manifest as ForecastManifest;
  const held = unpackState(
    { pool: checked.pool, series: checked.series },
    checked.tensors,
    weights,
  ) as Pick<FittedForecast, 'pool' | 'series'>;
  if (held.pool !== null) checkTrees(held.pool);
  if (held.series.length === 0) given.field('series').refuse('hold a series');
  for (const series of held.series) checkSeries(series, held.pool);
  return { manifest: checked, fitted: { shape, ...held } };
}

/** Trees are checked where they answer first. */
function checkTrees(pool: LagsState): void {
  checkPool(pool);
  boostedTrees.predict(pool.trees, zeros(1, pool.layout.nColumns));
}

function checkSeries(series: FittedSeries, pool: LagsState | null): void {
  const reader = stateReader('the forecast', series, 'series');
  reader.field('name').word();
  reader.field('first').finite();
  if (reader.field('values').numbers(Float64Array).length === 0)
    reader.field('values').refuse('hold a point');
  reader.field('mistakes').numbers(Float64Array);
  const members = reader.field('members').list();
  if (members.length === 0) reader.field('members').refuse('hold a forecaster');
  members.forEach((member, i) => {
    if (!member.field('isPooled').flag()) {
      const { name, state } = series.members[i];
      checkForecasterState(name, state);
      if (name === 'boosted-lags') checkTrees((state as { model: LagsState }).model);
      return;
    }
    checkTail(member.field('state'));
    if (pool === null) member.refuse('have the model of all series that it names');
    checkForecasterState(series.members[i].name, stateOf(series.members[i], pool));
  });
}

function checkShape(shape: FieldReader): ForecastShape {
  shape.field('target').text();
  const time = shape.field('time');
  if (time.value !== null) {
    time.field('column').text();
    time.field('kind').text(['date', 'year', 'number']);
  }
  if (shape.field('series').value !== null) shape.field('series').text();
  checkFrequency(shape.field('frequency'));
  for (const name of ['period', 'horizon']) {
    const steps = shape.field(name).count();
    if (steps < 1 || steps > MOST_STEPS)
      shape.field(name).refuse(`be a whole number from 1 to ${MOST_STEPS}`);
  }
  return shape.value as ForecastShape;
}

function checkFrequency(frequency: FieldReader): void {
  const kind = frequency.field('kind').text(['fixed', 'business-days', 'months']);
  if (kind === 'months' && frequency.field('every').count() < 1)
    frequency.field('every').refuse('be at least 1');
  if (kind === 'fixed' && !(frequency.field('stepMs').finite() > 0))
    frequency.field('stepMs').refuse('be above 0');
}
