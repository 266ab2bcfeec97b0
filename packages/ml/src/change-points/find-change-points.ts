import { AppError, type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';
import { log } from '../math/index.ts';
import { countCost } from './count-cost.ts';
import { meanAndSpreadCost } from './mean-and-spread-cost.ts';
import { meanCost } from './mean-cost.ts';
import { pelt } from './pelt.ts';
import { positionInterval } from './position-interval.ts';
import { rankCost } from './rank-cost.ts';
import type { SegmentCost } from './segment-cost.ts';

/** What may be asked of a search for changes. */
export const CHANGE_POINT_PARAMS = {
  law: {
    kind: 'choice',
    default: 'mean',
    choices: ['mean', 'mean-and-spread', 'count', 'rank'],
    doc: 'What changes: the mean of normal values, or their deviation too; the rate of counts; the level of values of any law.',
  },
  leastSize: {
    kind: 'number',
    default: 2,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    doc: 'Least windows between two changes, before the first and after the last. Of mean-and-spread at least 6.',
  },
  level: {
    kind: 'number',
    default: 0.95,
    range: [0.5, 0.9999],
    doc: 'Probability of the interval of each position.',
  },
  penaltyFactor: {
    kind: 'number',
    default: 1,
    range: [0.01, 1000],
    doc: 'Times the penalty of BIC that one more change must gain.',
  },
} as const satisfies ParamSpecs;

/** A few values that happen to be alike have so small a deviation that every series would change. */
const LEAST_FOR_SPREAD = 6;

/** A change in a series of windows. */
export interface ChangePoint {
  /** Number of the first window after the change, from 0. */
  readonly at: number;
  /** First and last window that it may have begun with. */
  readonly low: number;
  readonly high: number;
  /** Probability that it began exactly there, given that there is one change between its neighbors. */
  readonly probability: number;
  /** Mean of the windows since the change before, and until the next one; of counts with exposures, rates. */
  readonly before: number;
  readonly after: number;
  /** By how much the fit is better than without it, beyond the penalty: twice a log-likelihood. Above 0. */
  readonly gain: number;
}

/**
 * When did a statistic of windows change? Every change, with an interval for its position, before and after.
 *
 * The division with the least cost, where each change must gain (numbers fitted per stretch + 1) ln n: Schwarz' criterion (BIC), its position counting as
 * one of the numbers. Windows count as independent given the level: of values that follow each other closely, such as hours of a day, take the season out first.
 *
 * @param values One per window, in order of time; of `law: count`, counts of at least 0.
 * @param options Settings, and `exposures` of counts: what each is of.
 * @throws ARGUMENT_INVALID when a value is missing, or an exposure is not above 0; PARAM_OUT_OF_RANGE, PARAM_UNKNOWN
 * @source Killick, Fearnhead & Eckley (2012), JASA 107; Yao (1988) for the penalty; Smith (1975) for the positions.
 * @cost See `pelt`.
 */
export function findChangePoints(
  values: ArrayLike<number>,
  {
    exposures,
    ...given
  }: Partial<ParamValues<typeof CHANGE_POINT_PARAMS>> & {
    readonly exposures?: ArrayLike<number>;
  } = {},
): ChangePoint[] {
  const settings = resolveParams('change-points', CHANGE_POINT_PARAMS, given);
  const { law, level, penaltyFactor } = settings;
  assertSeries(values, { law, exposures });
  const cost = costOf(values, { law, exposures });
  const leastSize = Math.max(
    settings.leastSize,
    law === 'mean-and-spread' ? LEAST_FOR_SPREAD : cost.leastSize,
  );
  const penalty = penaltyFactor * (cost.nFitted + 1) * log(Math.max(2, cost.n));
  const found = pelt(cost, { penalty, leastSize });
  return found.map((at, i) => {
    const [from, to] = [found[i - 1] ?? 0, found[i + 1] ?? cost.n];
    return {
      at,
      ...positionInterval(cost, [from, to], { level, leastSize }),
      before: levelOf(values, exposures, [from, at]),
      after: levelOf(values, exposures, [at, to]),
      gain: cost.of(from, to) - cost.of(from, at) - cost.of(at, to) - penalty,
    };
  });
}

function costOf(
  values: ArrayLike<number>,
  { law, exposures }: Pick<Given, 'law' | 'exposures'>,
): SegmentCost {
  if (law === 'mean') return meanCost(values);
  if (law === 'mean-and-spread') return meanAndSpreadCost(values);
  return law === 'rank' ? rankCost(values) : countCost(values, exposures);
}

interface Given {
  readonly law: ParamValues<typeof CHANGE_POINT_PARAMS>['law'];
  readonly exposures: ArrayLike<number> | undefined;
}

function assertSeries(values: ArrayLike<number>, { law, exposures }: Given): void {
  const least = law === 'count' ? 0 : -Number.MAX_VALUE;
  for (let i = 0; i < values.length; i++)
    if (!(values[i] >= least && values[i] <= Number.MAX_VALUE))
      refuse(i, {
        expectation: law === 'count' ? 'a count of at least 0' : 'a finite number',
        got: values[i],
      });
  if (exposures === undefined) return;
  for (let i = 0; i < values.length; i++)
    if (!(exposures[i] > 0 && exposures[i] <= Number.MAX_VALUE))
      refuse(i, { expectation: 'a count of an exposure above 0', got: exposures[i] });
}

function refuse(
  window: number,
  { expectation, got }: { readonly expectation: string; readonly got: number | undefined },
): never {
  throw new AppError('ARGUMENT_INVALID', {
    message: `Window ${window} of the series must have ${expectation}, got ${String(got)}.`,
    hint: 'Leave out windows without a value, and keep their dates beside the series.',
    details: { window, expectation, value: String(got) },
  });
}

function levelOf(
  values: ArrayLike<number>,
  exposures: ArrayLike<number> | undefined,
  [from, to]: readonly [number, number],
): number {
  let [sum, whole] = [0, 0];
  for (let i = from; i < to; i++) {
    sum += values[i];
    whole += exposures?.[i] ?? 1;
  }
  return sum / whole;
}
