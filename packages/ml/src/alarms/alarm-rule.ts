import { AppError, type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';

/** When an alert is raised, and when it is cleared. */
export const ALARM_RULE_PARAMS = {
  raiseAfter: {
    kind: 'number',
    default: 2,
    range: [1, 12],
    integer: true,
    doc: 'Windows beyond the threshold that raise an alert.',
  },
  outOf: {
    kind: 'number',
    default: 3,
    range: [1, 12],
    integer: true,
    doc: 'Latest windows among which they are counted. At least `raiseAfter`.',
  },
  clearAfter: {
    kind: 'number',
    default: 3,
    range: [1, 1000],
    integer: true,
    doc: 'Windows in a row within the threshold that clear it.',
  },
} as const satisfies ParamSpecs;

export type AlarmRule = ParamValues<typeof ALARM_RULE_PARAMS>;

/** Where a rule stands. Plain JSON: written down and read back, it goes on exactly where it was. */
export interface AlarmState {
  readonly rule: AlarmRule;
  isRaised: boolean;
  /** Of the latest windows while no alert is raised, oldest first: whether each was beyond. */
  latest: boolean[];
  /** Windows within, in a row, while one is. */
  nWithin: number;
}

/** `raised` and `cleared` once per alert; else whether there is one. */
export type AlarmEvent = 'raised' | 'cleared' | 'raised-still' | 'quiet';

/**
 * A rule before its first window.
 *
 * @throws PARAM_UNKNOWN, PARAM_OUT_OF_RANGE; ARGUMENT_INVALID when more windows must be beyond than are counted.
 */
export function startRule(given: Partial<AlarmRule> = {}): AlarmState {
  return { rule: resolveRule(given), isRaised: false, latest: [], nWithin: 0 };
}

/** A rule with its defaults; throws as `startRule` does. */
export function resolveRule(given: Partial<AlarmRule> = {}): AlarmRule {
  const rule = resolveParams('alarm-rule', ALARM_RULE_PARAMS, given);
  if (rule.raiseAfter <= rule.outOf) return rule;
  throw new AppError('ARGUMENT_INVALID', {
    message: `An alarm rule must count at least as many windows as it asks for, got ${rule.raiseAfter} out of ${rule.outOf}.`,
    hint: 'Raise `outOf`, or lower `raiseAfter`.',
    details: { raiseAfter: rule.raiseAfter, outOf: rule.outOf },
  });
}

/**
 * Counts one window, in place.
 *
 * An alert is raised when `raiseAfter` of the latest `outOf` windows are beyond, and cleared by `clearAfter` windows in a row within; then the count begins anew. A value
 * that keeps crossing its threshold makes one alert, since it never stays within for long enough.
 *
 * @param isBeyond Null where the window has no verdict, such as one without rows: it changes nothing.
 * @source Western Electric (1956), "Statistical quality control handbook", for k of n; Schmitt (1938) for two thresholds.
 * @cost O(outOf)
 */
export function countWindow(state: AlarmState, isBeyond: boolean | null): AlarmEvent {
  const { raiseAfter, outOf, clearAfter } = state.rule;
  if (isBeyond === null) return state.isRaised ? 'raised-still' : 'quiet';
  if (state.isRaised) {
    state.nWithin = isBeyond ? 0 : state.nWithin + 1;
    if (state.nWithin < clearAfter) return 'raised-still';
    Object.assign(state, { isRaised: false, nWithin: 0 });
    return 'cleared';
  }
  state.latest.push(isBeyond);
  if (state.latest.length > outOf) state.latest.shift();
  if (state.latest.filter(Boolean).length < raiseAfter) return 'quiet';
  Object.assign(state, { isRaised: true, latest: [], nWithin: 0 });
  return 'raised';
}
