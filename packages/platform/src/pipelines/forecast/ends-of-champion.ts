import { toAppError } from '@kaizenml/contracts';
import { type ForecastModel, type ForecastPlan, gridOf } from '@kaizenml/ml/forecast';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { openStoredForecast } from '../../models/index.ts';
import type { ModelVersionRecord } from '../../models/store.ts';
import type { TestedEnd } from './tested-ends.ts';

/**
 * What the champion forecasts of ends that it has not seen, after the points before them: it keeps the form of its forecasters and
 * learns their numbers anew, as it does in service.
 *
 * @returns By series; those that it has seen the end of are absent. A sentence where it cannot be asked at all.
 */
export async function endsOfChampion(
  artifacts: ArtifactStore,
  { artifact, version }: ModelVersionRecord,
  { plan, ends }: { readonly plan: ForecastPlan; readonly ends: readonly TestedEnd[] },
): Promise<ReadonlyMap<string, Float64Array> | string> {
  const who = `Version ${version}`;
  let model: ForecastModel;
  try {
    model = await openStoredForecast(artifacts, artifact);
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (CANNOT_BE_ASKED.has(code)) return `${who} cannot be asked: ${message}`;
    throw thrown;
  }
  if (!isSameQuestion(model, plan))
    return `${who} forecasts another column, or at other distances.`;
  if (plan.shape.time === null)
    return `${who} may have seen these points: without a column of time nothing says which are newer.`;
  const known = new Map(model.names.map((name, i) => [name, model.ends[i] ?? Infinity]));
  const series = new Map(plan.series.map((one) => [one.name, one]));
  const found = new Map<string, Float64Array>();
  for (const { name, nBefore, truth } of ends) {
    const [own, seenUntil] = [series.get(name), known.get(name)];
    const begin = own?.instants[nBefore];
    if (own === undefined || seenUntil === undefined || begin === undefined) continue;
    if (seenUntil >= begin) continue;
    const newer = {
      series: name,
      instants: own.instants.subarray(0, nBefore),
      values: own.values.subarray(0, nBefore),
    };
    const [made] = model.forecastAfter([newer], { horizon: truth.length, levels: [] });
    if (made?.instants[0] === begin) found.set(name, made.forecast.mean);
  }
  return found.size > 0
    ? found
    : `${who} has learned from the ends of these series, and was tested on others.`;
}

const CANNOT_BE_ASKED: ReadonlySet<string> = new Set([
  'ARGUMENT_INVALID',
  'MODEL_ARTIFACT_INVALID',
  'ARTIFACT_NOT_FOUND',
  'ARTIFACT_DAMAGED',
]);

/** Whether both forecast the same column at the same distances. */
function isSameQuestion({ shape }: ForecastModel, { shape: asked, series }: ForecastPlan): boolean {
  const first = series[0]?.first ?? 0;
  const [ours, theirs] = [asked, shape].map(({ frequency }) =>
    gridOf(frequency, first).instantAt(1),
  );
  return (
    shape.target === asked.target &&
    shape.series === asked.series &&
    shape.time?.column === asked.time?.column &&
    ours === theirs
  );
}
