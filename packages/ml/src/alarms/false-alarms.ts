import { AppError } from '@kaizenml/contracts';
import { type AlarmRule, resolveRule } from './alarm-rule.ts';

/** How often a rule is asked, and how often chance says yes. */
export interface QuietWindows {
  /** Chance that a window without any change is beyond its threshold, 0 to 1. */
  readonly rate: number;
  /** Windows in the time that is asked about, such as 720 for a month of hours. */
  readonly nWindows: number;
  /** Rules of this kind that are watched, such as one per column. Default 1. */
  readonly nRules?: number;
}

/** What chance alone does to a rule. */
export interface FalseAlarms {
  /** Alerts raised in that time, on average over all rules together. */
  readonly nAlerts: number;
  /** Mean number of windows from quiet to an alert, of one rule; null where chance never raises one. */
  readonly windowsToAlert: number | null;
  /** Mean number of windows that an alert stays. Null where chance never clears one. */
  readonly windowsToClear: number | null;
}

/**
 * How many alerts a rule raises in a time when nothing changed, its windows being independent.
 *
 * nAlerts = rules x windows / (windows to an alert + windows to clear it): alerts come and go in turns. A run of m windows within takes
 * ((1 - rate)^-m - 1) / rate windows on average; k of the latest n beyond, the mean absorption time of a chain over the latest n - 1 windows.
 *
 * @throws ARGUMENT_INVALID when the rate or a number is out of range; PARAM_UNKNOWN, PARAM_OUT_OF_RANGE of the rule.
 * @source Feller (1968), "An introduction to probability theory and its applications", vol. 1, XIII.7 for runs; Kemeny & Snell (1960), "Finite Markov chains", III for the chain.
 * @cost Some thousand steps over 2^(outOf - 1) states.
 */
export function falseAlarms(
  given: Partial<AlarmRule>,
  { rate, nWindows, nRules = 1 }: QuietWindows,
): FalseAlarms {
  const rule = resolveRule(given);
  const isFine = rate >= 0 && rate <= 1 && nWindows >= 0 && nRules >= 0;
  if (!isFine || !Number.isFinite(nWindows * nRules)) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `False alarms must be asked for with a rate from 0 to 1 and numbers of at least 0, got rate ${rate}, ${nWindows} windows and ${nRules} rules.`,
      hint: 'The rate is that of one window without a change, such as the level of its test.',
      details: { rate, nWindows, nRules },
    });
  }
  const windowsToAlert = rate === 0 ? null : meanWindowsToAlert(rule, rate);
  const windowsToClear = rate === 1 ? null : meanRun(rule.clearAfter, 1 - rate);
  const nAlerts =
    windowsToAlert === null || windowsToClear === null
      ? 0
      : (nRules * nWindows) / (windowsToAlert + windowsToClear);
  return { nAlerts, windowsToAlert, windowsToClear };
}

/** Mean number of trials to the first run of `length` successes. */
function meanRun(length: number, chance: number): number {
  const failure = 1 - chance;
  return failure === 0 ? length : (chance ** -length - 1) / failure;
}

/**
 * Mean number of windows to `raiseAfter` of the latest `outOf` beyond, from none: mean length of a stretch until all is quiet again or an alert, over the chance
 * that it ends with the alert.
 *
 * The states are the latest outOf - 1 windows as bits, fewer than raiseAfter of them set; a window shifts one in.
 */
function meanWindowsToAlert({ raiseAfter, outOf }: AlarmRule, rate: number): number {
  if (raiseAfter === 1) return 1 / rate;
  if (raiseAfter === outOf) return meanRun(outOf, rate);
  const nStates = 2 ** (outOf - 1);
  const nSet = Int32Array.from({ length: nStates }, (_, bits) => countBits(bits));
  const arcs = [
    [0, 1 - rate],
    [1, rate],
  ];
  const length = new Float64Array(nStates);
  const alert = new Float64Array(nStates);
  // Every state but quiet ends one way or the other within some rounds: what is still to come shrinks with each.
  for (let change = 1; change > 1e-15; ) {
    change = 0;
    for (let bits = nStates - 1; bits >= 0; bits--) {
      if (nSet[bits] >= raiseAfter) continue;
      let [steps, ends] = [1, 0];
      for (const [bit, chance] of arcs) {
        const to = ((bits << 1) | bit) & (nStates - 1);
        if (nSet[bits] + bit >= raiseAfter) ends += chance;
        else if (to !== 0) {
          steps += chance * length[to];
          ends += chance * alert[to];
        }
      }
      change = Math.max(change, (steps - length[bits]) / steps, (ends - alert[bits]) / ends || 0);
      length[bits] = steps;
      alert[bits] = ends;
    }
  }
  return length[0] / alert[0];
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left > 0; left >>= 1) count += left & 1;
  return count;
}
