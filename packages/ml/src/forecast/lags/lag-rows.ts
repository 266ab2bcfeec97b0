import { type Matrix, zeros } from '../../math/index.ts';
import type { LagLayout } from './lag-layout.ts';
import { type LagView, meanChange } from './lag-view.ts';
import { writeLagRow } from './write-lag-row.ts';

/** Rows to learn from: steps ahead of points of the past, and what came. */
export interface LagRows {
  readonly x: Matrix;
  /** Change from the origin to the step, in units of the usual change. */
  readonly y: Float64Array;
}

/** Which rows to make. */
export interface LagRowsOptions {
  readonly layout: LagLayout;
  readonly horizon: number;
  /** Rows at most, over all series. */
  readonly maxRows: number;
}

/** Newest points that origins are taken from, and at least so many periods: what was long ago misleads. */
const RECENT = 200;
const RECENT_PERIODS = 4;
/** Points that an origin must have before it. */
const LEAST_BEFORE = 3;

/**
 * All steps ahead of origins that lie evenly over the newest points of each series, the last among them.
 *
 * Each series gets the same number of origins, or all it has; those that never changed before have no unit and are left
 * out.
 */
export function lagRows(
  views: readonly LagView[],
  { layout, horizon, maxRows }: LagRowsOptions,
): LagRows {
  const perSeries = Math.max(1, Math.floor(maxRows / (views.length * horizon)));
  const recent = Math.max(RECENT, RECENT_PERIODS * layout.period);
  const origins = views.map((view) => originsOf(view, { most: perSeries, recent }));
  const stepsFrom = (view: LagView, t: number) => Math.min(horizon, view.values.length - 1 - t);
  const nRows = views.reduce(
    (sum, view, i) => sum + origins[i].reduce((all, t) => all + stepsFrom(view, t), 0),
    0,
  );
  const x = zeros(nRows, layout.nColumns);
  const y = new Float64Array(nRows);
  let row = 0;
  views.forEach((view, i) => {
    for (const origin of origins[i]) {
      const scale = meanChange(view, origin);
      const steps = stepsFrom(view, origin);
      for (let step = 1; step <= steps; step++, row++) {
        const instant = view.instants?.[origin + step] ?? 0;
        const at = row * layout.nColumns;
        writeLagRow(view, { origin, step, scale, instant }, { layout, out: x.values, at });
        y[row] = (view.values[origin + step] - view.values[origin]) / scale;
      }
    }
  });
  return { x, y };
}

function originsOf(
  view: LagView,
  { most, recent }: { readonly most: number; readonly recent: number },
): readonly number[] {
  const last = view.values.length - 2;
  const origins: number[] = [];
  const stride = Math.max(1, Math.min(last - LEAST_BEFORE + 1, recent) / most);
  for (let k = 0; k < most; k++) {
    const t = Math.round(last - k * stride);
    if (t < LEAST_BEFORE) break;
    if (meanChange(view, t) > 0) origins.push(t);
  }
  return origins.reverse();
}
