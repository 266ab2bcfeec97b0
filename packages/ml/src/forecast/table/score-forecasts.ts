import type { Estimate } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import { LEVELS, type MadeSeries, type UnseenScores } from './make-forecasts.ts';

/** A method over all series that it was tried on, in the backtests that chose. */
export interface MethodScore {
  /** Of a forecaster; `combination` the median of the three best of each series, `chosen` what each series got. */
  readonly name: string;
  /** Series that it was tried on. */
  readonly nSeries: number;
  /** Series that it was chosen for, alone or in a combination. */
  readonly nChosen: number;
  readonly smape: number;
  /** Null where no series changes. */
  readonly mase: number | null;
  /** Relative to the last season again (the last value where there is no season) on the same series; below 1 is better. */
  readonly owa: number | null;
}

/** Series from which on chance between series says how sure a mean is. */
const ENOUGH_SERIES = 10;
const N_RESAMPLES = 1000;

/** Every method in the backtests, best first. */
export function scoreMethods(series: readonly MadeSeries[]): readonly MethodScore[] {
  const known = series.filter(({ ranking }) => ranking.length > 0);
  const names = [...new Set(known.flatMap(({ ranking }) => ranking.map(({ name }) => name)))];
  const rows = ['chosen', ...names].map((name): MethodScore => {
    const pairs = known.flatMap((one) => {
      const own = scoresOf(one, name);
      const reference = scoresOf(one, 'seasonal-naive') ?? scoresOf(one, 'naive');
      return own === undefined || reference === undefined ? [] : [{ own, reference }];
    });
    return {
      name,
      nSeries: pairs.length,
      nChosen: name === 'chosen' ? known.length : known.filter((one) => isChosen(one, name)).length,
      ...relative(pairs),
    };
  });
  return rows.toSorted(
    (a, b) => (a.owa ?? Infinity) - (b.owa ?? Infinity) || b.nSeries - a.nSeries,
  );
}

/**
 * How good forecasts of the ends that nothing had seen were, over all series. Intervals are those of the mean over series, by
 * resampling them; none for fewer than ten series.
 */
export function scoreUnseen(
  series: readonly MadeSeries[],
  random: Random,
): Readonly<Record<string, Estimate>> {
  const known = series.flatMap(({ unseen }) => (unseen === null ? [] : [unseen]));
  if (known.length === 0) return {};
  const estimate = (of: (list: readonly UnseenScores[]) => number | null) => {
    const value = of(known);
    return value === null ? [] : [{ value, ...interval(known, of, random) }];
  };
  const scores = {
    owa: estimate(owaOf),
    mase: estimate((list) => meanOf(list.map((one) => one.mase))),
    smape: estimate((list) => meanOf(list.map((one) => one.smape))),
    reference_mase: estimate((list) => meanOf(list.map((one) => one.referenceMase))),
    reference_smape: estimate((list) => meanOf(list.map((one) => one.referenceSmape))),
    ...Object.fromEntries(
      LEVELS.map((level, k) => [
        `coverage_${Math.round(100 * level)}`,
        estimate((list) => weightedCoverage(list, k)),
      ]),
    ),
  };
  return Object.fromEntries(
    Object.entries(scores).flatMap(([name, [found]]) => (found ? [[name, found]] : [])),
  );
}

interface Scores {
  readonly smape: number;
  readonly mase: number | null;
}

function scoresOf({ ranking, chosen }: MadeSeries, name: string): Scores | undefined {
  const wanted = name === 'chosen' ? (chosen.length > 1 ? 'combination' : chosen[0]) : name;
  const found = ranking.find((one) => one.name === wanted)?.scores;
  return found && { smape: found.smape, mase: found.mase ?? null };
}

function isChosen({ chosen }: MadeSeries, name: string): boolean {
  return name === 'combination' ? chosen.length > 1 : chosen.includes(name);
}

function relative(pairs: readonly { readonly own: Scores; readonly reference: Scores }[]) {
  const smape = meanOf(pairs.map(({ own }) => own.smape)) ?? 0;
  const mase = meanOf(pairs.map(({ own }) => own.mase));
  const owa = ratios(
    { smape, mase },
    {
      smape: meanOf(pairs.map(({ reference }) => reference.smape)) ?? 0,
      mase: meanOf(pairs.map(({ reference }) => reference.mase)),
    },
  );
  return { smape, mase, owa };
}

function owaOf(list: readonly UnseenScores[]): number | null {
  const mean = (of: (one: UnseenScores) => number | null) => meanOf(list.map(of));
  return ratios(
    { smape: mean((one) => one.smape) ?? 0, mase: mean((one) => one.mase) },
    { smape: mean((one) => one.referenceSmape) ?? 0, mase: mean((one) => one.referenceMase) },
  );
}

/** The mean of both scores relative to those of the reference; null where one of them cannot be divided by. */
function ratios(own: Scores, reference: Scores): number | null {
  if (!(reference.smape > 0)) return own.smape > 0 ? null : 1;
  if (own.mase === null || reference.mase === null || !(reference.mase > 0))
    return own.smape / reference.smape;
  return (own.smape / reference.smape + own.mase / reference.mase) / 2;
}

function weightedCoverage(list: readonly UnseenScores[], k: number): number | null {
  let [inside, steps] = [0, 0];
  for (const { coverage, steps: n } of list) {
    if (coverage === null) continue;
    inside += n * coverage[k];
    steps += n;
  }
  return steps === 0 ? null : inside / steps;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The middle 95 % of what resampled series give. */
function interval(
  list: readonly UnseenScores[],
  of: (list: readonly UnseenScores[]) => number | null,
  random: Random,
): { readonly low: number | null; readonly high: number | null } {
  if (list.length < ENOUGH_SERIES) return { low: null, high: null };
  const found: number[] = [];
  for (let resample = 0; resample < N_RESAMPLES; resample++) {
    const value = of(list.map(() => list[random.below(list.length)]));
    if (value !== null) found.push(value);
  }
  found.sort((a, b) => a - b);
  const at = (share: number) => found[Math.round(share * (found.length - 1))] ?? null;
  return { low: at(0.025), high: at(0.975) };
}
