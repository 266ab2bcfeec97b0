import type { Estimate, GateCheck, GateLimit } from '@kaizenml/contracts';

const KEEPS: Readonly<Record<GateLimit['side'], (value: number, limit: number) => boolean>> = {
  'at-least': (value, limit) => value >= limit,
  'at-most': (value, limit) => value <= limit,
  above: (value, limit) => value > limit,
};

/** Holds a value against its limit: the value itself, not its interval. */
export function limited(
  about: Pick<GateCheck, 'gate' | 'subject' | 'unit' | 'reason'>,
  { limit, measured }: { readonly limit: GateLimit; readonly measured: Estimate },
): GateCheck {
  return decided(about, {
    limit,
    measured,
    isFine: KEEPS[limit.side](measured.value, limit.value),
  });
}

/** A check whose decision is made elsewhere. */
export function decided(
  about: Pick<GateCheck, 'gate' | 'subject' | 'unit' | 'reason'>,
  {
    isFine,
    limit = null,
    measured = null,
  }: {
    readonly isFine: boolean;
    readonly limit?: GateLimit | null;
    readonly measured?: Estimate | null;
  },
): GateCheck {
  return { ...about, status: isFine ? 'passed' : 'failed', refuses: !isFine, limit, measured };
}

/** A check that lacks something. @param refuses Whether that stands in the way. Default true. */
export function notMeasured(
  about: Pick<GateCheck, 'gate' | 'subject' | 'reason'>,
  {
    limit = null,
    refuses = true,
  }: { readonly limit?: GateLimit | null; readonly refuses?: boolean } = {},
): GateCheck {
  return { ...about, status: 'not-measured', refuses, limit, measured: null, unit: null };
}

/** A limit as it is said: `at least 0.8`. */
export function sayLimit({ side, value }: GateLimit): string {
  return `${side.replace('-', ' ')} ${value}`;
}

/** A comparison with the champion that is made on other rows once the run is over: it decides then. */
export function comparedLater(
  about: Pick<GateCheck, 'gate' | 'subject'>,
  { version }: { readonly version: number },
): GateCheck {
  const reason = `It is compared with version ${version} on newer rows, which neither has learned from.`;
  return notMeasured({ ...about, reason }, { refuses: false });
}
