import { civilFromDays, DAY_MS } from '../../table/index.ts';
import { dayOf, weekdayOf } from '../series/frequency.ts';
import type { LagLayout } from './lag-layout.ts';
import { type LagView, meanChange, windowMean } from './lag-view.ts';

/** A step ahead of a point. */
export interface StepAhead {
  /** The point that is known last. */
  readonly origin: number;
  /** 1 for the next point. */
  readonly step: number;
  /** Usual change of the series at the origin; the unit of all differences. Above 0. */
  readonly scale: number;
  /** Instant of the step, where the layout has a calendar. */
  readonly instant: number;
}

const HOUR_MS = DAY_MS / 24;
const RECENT = 6;
/** Points from which on the age of a series is no longer told. */
const OLD = 52;

/**
 * Writes what is known at a point about a step ahead of it; nothing after the point is read.
 *
 * All values are differences to the point in units of the usual change, so that one model serves series of any level
 * and unit. NaN where a series does not reach back so far.
 *
 * @param out A matrix, row-major; the row begins at `at`.
 */
export function writeLagRow(
  view: LagView,
  { origin, step, scale, instant }: StepAhead,
  {
    layout,
    out,
    at,
  }: { readonly layout: LagLayout; readonly out: Float64Array; readonly at: number },
): void {
  const { values } = view;
  const now = values[origin];
  let c = at;
  out[c++] = step;
  out[c++] = meanChange(view, origin, RECENT) / scale;
  out[c++] = now === 0 ? 0 : scale / Math.abs(now);
  out[c++] = Math.min(origin + 1, OLD);
  for (let k = 1; k <= layout.nLags; k++)
    out[c++] = k > origin ? Number.NaN : (values[origin - k] - now) / scale;
  for (const length of layout.windows) out[c++] = (windowMean(view, origin, length) - now) / scale;
  const { period } = layout;
  if (period > 1) {
    let there = origin + step - period * Math.ceil(step / period);
    for (let season = 0; season < 2; season++, there -= period) {
      out[c++] = there < 0 ? Number.NaN : (values[there] - now) / scale;
      out[c++] = there < step ? Number.NaN : (values[there] - values[there - step]) / scale;
    }
  }
  if (!layout.hasCalendar) return;
  const { month, day } = civilFromDays(dayOf(instant));
  out[c++] = month;
  out[c++] = day;
  out[c++] = weekdayOf(instant);
  out[c] = (instant - dayOf(instant) * DAY_MS) / HOUR_MS;
}
