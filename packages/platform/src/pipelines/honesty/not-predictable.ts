import type { Estimate, Finding } from '@kaizenml/contracts';
import { getMetric, signOf } from '@kaizenml/ml/metrics';
import { inDigits } from '../in-digits.ts';
import type { HonestGain } from './honest-gain.ts';
import type { LearningChecks } from './learning-checks.ts';

/** What is known when a run ends. */
export interface Evidence {
  readonly target: string;
  readonly checks: LearningChecks;
  /** By how much the champion is better than each baseline on the untouched test part. */
  readonly testGains: readonly Estimate[];
}

/** That there is nothing to predict. */
export interface Nothing {
  /** In one sentence. */
  readonly verdict: string;
  /** With its evidence. */
  readonly finding: Finding;
}

const LEVEL = 0.05;
/** Share of the way from guessing to perfect that the interval of the gain must stay below. */
const RULED_OUT = 0.25;
/** How often, in words. */
const TIMES = ['never', 'once'] as const;
/** What the curve adds to the hint. */
const HINTS = {
  helps: '; more rows may bring something out',
  enough: '; more rows of the same columns will hardly help',
  unclear: '',
} as const;

/**
 * The verdict that a target cannot be predicted from its columns, with its evidence.
 *
 * The gain out of fold, without the winner's luck, must not be surely above 0; nor any gain on the untouched test part. Where both
 * are above 0 all the same, and shuffled targets hardly ever do as well, a signal may be weak, and nothing is said: the shuffles
 * alone are no proof, since the model was chosen on the true target.
 *
 * @returns Undefined where there is something to predict.
 */
export function notPredictable({ target, checks, testGains }: Evidence): Nothing | undefined {
  const { metric, gain, shuffled, curve } = checks;
  const isSure = ({ value, low }: Estimate) => (low ?? value) > 0;
  if (gain === undefined || isSure(gain.gain)) return undefined;
  if (testGains.length > 0 && testGains.every(isSure)) return undefined;
  const isPromising = [gain.gain, ...testGains].every(({ value }) => value > 0);
  if (shuffled !== undefined && shuffled.pValue <= LEVEL && isPromising) return undefined;
  const { title } = getMetric(metric);
  const best = `${title} ${inDigits(gain.value, 3)} out of fold, ${inDigits(gain.baselineValue, 3)} without looking at any column`;
  const margin =
    gain.gain.low === null || gain.gain.high === null
      ? ''
      : ` (a gain of ${inDigits(gain.gain.value, 3)}, 90 %: ${inDigits(gain.gain.low, 3)} to ${inDigits(gain.gain.high, 3)}, once the luck of the best of many is taken out)`;
  const nShuffled = shuffled?.shuffled.length ?? 0;
  const nAsGood = shuffled ? Math.round(shuffled.pValue * (nShuffled + 1)) - 1 : 0;
  const luck =
    shuffled === undefined || nShuffled < 3
      ? ''
      : ` On ${nShuffled} targets in random order the same model did as well ${TIMES[nAsGood] ?? `${nAsGood} times`}.`;
  const grows = curve === undefined ? '' : growth(curve);
  const verdict = verdictOf({ target, metric, gain });
  const finding: Finding = {
    code: 'TARGET_NOT_PREDICTABLE',
    severity: 'warning',
    message: `${verdict}: the best model has ${best}${margin}.${luck}${grows}`,
    hint: `Add columns that are known before the outcome and have to do with "${target}", and check that it was joined to the right rows${curveHint(checks)}.`,
    column: target,
    details: {
      target,
      metric,
      best: gain.best,
      value: gain.value,
      baseline: gain.baseline,
      baselineValue: gain.baselineValue,
      gain: gain.gain,
      ...(shuffled && {
        shuffled: shuffled.shuffled,
        pValue: shuffled.pValue,
        chance: shuffled.chance,
      }),
      ...(curve && { curve: curve.points, gainOfTwice: curve.gainOfTwice }),
    },
  };
  return { verdict: `${verdict}.`, finding };
}

/** The verdict without its evidence: with few rows a model that is worth having could still be missed. */
function verdictOf({
  target,
  metric,
  gain,
}: Pick<Evidence, 'target'> & { readonly metric: string; readonly gain: HonestGain }): string {
  const way = Math.abs(getMetric(metric).best - gain.baselineValue);
  const couldBe = gain.gain.high ?? gain.gain.value;
  return couldBe <= RULED_OUT * way
    ? `"${target}" is not predictable from these columns`
    : `Nothing shows that "${target}" is predictable from these columns, and the rows are too few to rule it out`;
}

/** Rising towards what guessing has is no promise. */
function curveHint({ metric, gain, curve }: LearningChecks): string {
  const last = curve?.points.at(-1);
  if (curve === undefined || last === undefined || gain === undefined) return '';
  const sign = signOf(getMetric(metric));
  const isAhead = sign * (last.value - gain.baselineValue) > 0;
  return curve.verdict === 'helps' && !isAhead ? '' : HINTS[curve.verdict];
}

/** How the score went with the rows that were learned from. */
function growth({ points }: NonNullable<LearningChecks['curve']>): string {
  const [first, last] = [points[0], points.at(-1)];
  return first === undefined || last === undefined
    ? ''
    : ` Learning from ${last.size} rows instead of ${first.size} took it from ${inDigits(first.value, 3)} to ${inDigits(last.value, 3)}.`;
}
