import { invariant } from '@kaizenml/contracts';
import type { Crew } from '../../crew/index.ts';
import type { KeyLimits } from '../../keys/index.ts';
import type { Clock } from '../../kit/index.ts';
import { KEY_DESK, type KeyGrant } from './key-desk.ts';
import {
  ALLOWED,
  type KeyMeter,
  type KeyRest,
  type Metered,
  refused,
  writePolicy,
  writeState,
} from './key-meter.ts';

/** Part of a second for which requests are asked beforehand: a key with few of them asks for each. */
const AHEAD_SECONDS = 0.05;
/** What was granted and not used after this time goes back, so that others may use it. Milliseconds. */
const HOLD_MS = 100;

/** What it stands on. */
export interface SharedMeterParts {
  /** Of the key. */
  readonly id: string;
  readonly crew: Crew;
  readonly clock: Clock;
}

/**
 * The meter of a key whose limits hold for all workers together. A request that was granted beforehand is answered at
 * once; else the desk of the server is asked, once for all that wait.
 */
export function createSharedMeter(
  limits: KeyLimits,
  { id, crew, clock }: SharedMeterParts,
): KeyMeter {
  const nAhead = Math.floor((limits.perSecond ?? 0) * AHEAD_SECONDS);
  let nHeld = 0;
  let rest: KeyRest = { rate: undefined, day: undefined };
  let waiting: ((metered: Metered) => void)[] = [];
  let isAsking = false;
  let isHolding = false;
  let shut: { readonly untilMs: number; readonly reached: 'rate' | 'day' } | undefined;

  const giveBack = () => {
    const nWanted = -nHeld;
    nHeld = 0;
    isHolding = false;
    if (nWanted < 0) void crew.ask(KEY_DESK, { id, limits, nWanted, nToday: 0 }, 'supervisor');
  };
  const settle = ({ nGranted, refusal, rest: left }: KeyGrant, served: typeof waiting): void => {
    rest = left;
    served.forEach((each, i) => {
      const isAllowed = i < nGranted || refusal === undefined;
      each(isAllowed ? ALLOWED : refused(refusal.reached, refusal.waitMs));
    });
    nHeld += Math.max(0, nGranted - served.length);
    if (refusal !== undefined)
      shut = { untilMs: clock.now() + refusal.waitMs, reached: refusal.reached };
    if (nHeld === 0 || isHolding) return;
    isHolding = true;
    setTimeout(giveBack, HOLD_MS).unref();
  };
  const ask = async (nToday: number): Promise<void> => {
    isAsking = true;
    while (waiting.length > 0) {
      const served = waiting;
      waiting = [];
      const nWanted = served.length + nAhead;
      const [grant] = await crew.ask(KEY_DESK, { id, limits, nWanted, nToday }, 'supervisor');
      invariant(grant !== undefined, 'the desk of keys answers');
      settle(grant, served);
    }
    isAsking = false;
  };
  return {
    policy: writePolicy(limits),
    get state() {
      const rate = rest.rate && { ...rest.rate, left: rest.rate.left + nHeld };
      const day = rest.day && { ...rest.day, left: rest.day.left + nHeld };
      return writeState({ rate, day });
    },
    take(nowMs, nToday) {
      if (nHeld > 0) {
        nHeld -= 1;
        return ALLOWED;
      }
      if (shut !== undefined && nowMs < shut.untilMs)
        return refused(shut.reached, shut.untilMs - nowMs);
      shut = undefined;
      return new Promise<Metered>((resolve) => {
        waiting.push(resolve);
        if (!isAsking) void ask(nToday);
      });
    },
  };
}
