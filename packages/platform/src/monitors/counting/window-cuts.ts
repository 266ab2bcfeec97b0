import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';

/** Where windows begin and end. */
export type WindowCuts =
  | { readonly kind: 'time'; readonly everyMs: number }
  | { readonly kind: 'rows'; readonly nRows: number };

/** The cuts that settings ask for. */
export function cutsOf(window: MonitorSettings['window']): WindowCuts {
  return typeof window === 'string'
    ? { kind: 'time', everyMs: durationMs(window) }
    : { kind: 'rows', nRows: window.rows };
}

/** Begin of the window that holds an instant, milliseconds since 1970: windows of a span begin at whole multiples of it. */
export function windowStart(everyMs: number, atMs: number): number {
  return Math.floor(atMs / everyMs) * everyMs;
}
