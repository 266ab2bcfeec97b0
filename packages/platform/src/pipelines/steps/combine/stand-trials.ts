import type { Estimate } from '@kaizenml/contracts';
import {
  correctOptimism,
  drawValues,
  modelConfidenceSet,
  type ResampledValues,
} from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import { type Metric, signOf } from '@kaizenml/ml/metrics';
import { quantileSorted } from '@kaizenml/ml/stats';
import type { Standing, WinnerFigures } from './combined.ts';
import { libraryOf, type TrialLibrary } from './trial-library.ts';

/** How trials stand beside the best one. */
export interface Stood {
  readonly standings: Readonly<Record<string, Standing>>;
  readonly corrected?: WinnerFigures;
  readonly sentence?: string;
}

const N_RESAMPLES = 200;
/** Of more rows fewer are drawn, and fewer times: their intervals are narrow. */
const MANY_ROWS = 5000;
const OF_MANY = { nResamples: 100, maxRows: 3000 } as const;

/** Measures every trial that has answers on the same rows and the same resamples of them, where the metric is defined. */
export function standTrials(found: TrialLibrary, metric: Metric, seed: number): Stood {
  if (found.trials.length === 0) return { standings: {} };
  const whole = libraryOf(found, found.trials);
  const nRows = found.foldOf.length;
  const drawing = nRows > MANY_ROWS ? OF_MANY : { nResamples: N_RESAMPLES };
  const resampled = drawValues(whole, metric, {
    random: seededRandom(seed),
    ...drawing,
    parts: 2,
  });
  const defined = found.trials.filter((_, m) => !Number.isNaN(resampled.values[m]));
  if (defined.length < found.trials.length)
    return standTrials({ ...found, trials: defined }, metric, seed);
  const isDrawn = resampled.drawn.length >= drawing.nResamples / 2;
  const ids = whole.members.map(({ id }) => id);
  const places = isDrawn ? placesOf(resampled, metric) : undefined;
  const standings = Object.fromEntries(
    ids.map((id, m) => {
      const place = places?.[m] ?? { pValue: 1, isIndistinguishable: true };
      return [id, { value: intervalOf(resampled, m, isDrawn), ...place }];
    }),
  );
  if (!isDrawn || ids.length < 2) return { standings };
  const { winner, ...figures } = correctOptimism(resampled, metric);
  const corrected = { id: ids[winner] ?? '', ...figures };
  return { standings, corrected, sentence: sentenceOf(corrected, metric) };
}

function placesOf({ values, drawn }: ResampledValues, metric: Metric) {
  const toLosses = (each: Float64Array) => each.map((value) => -signOf(metric) * value);
  return modelConfidenceSet(toLosses(values), drawn.map(toLosses));
}

function intervalOf(
  { values, drawn }: ResampledValues,
  member: number,
  isDrawn: boolean,
): Estimate {
  const value = values[member] ?? Number.NaN;
  const sorted = Float64Array.from(drawn, (each) => each[member] ?? Number.NaN).sort();
  return isDrawn && sorted[0] !== sorted[sorted.length - 1]
    ? { value, low: quantileSorted(sorted, 0.025), high: quantileSorted(sorted, 0.975) }
    : { value, low: null, high: null };
}

function sentenceOf({ id, asSeen, optimism }: WinnerFigures, metric: Metric): string {
  const luck = Math.max(0, optimism).toPrecision(2);
  return `Of single models, ${id} has the best ${metric.title} on all held-out rows, ${asSeen.toPrecision(4)}; about ${luck} of it is the luck of having been chosen for it.`;
}
