import { timeUnitOf } from '../../../charts/index.ts';

/** What the horizontal axis of curves measures. */
export type CurveAxis = 'step' | 'time';

/** How curves are drawn, as a person chose. */
export interface CurveLook {
  readonly axis: CurveAxis;
  /** Weight of what was before, 0 to below 1. */
  readonly smoothing: number;
  readonly isLog: boolean;
}

export const PLAIN_LOOK: CurveLook = { axis: 'step', smoothing: 0, isLog: false };

/** A curve as the server samples it. */
export interface SampledCurve {
  readonly run: string;
  readonly key: string;
  readonly steps: readonly number[];
  readonly atMs: readonly number[];
  readonly values: readonly (number | string)[];
}

/** A curve as it is drawn, with the words of its axis. */
export interface PlacedCurves {
  readonly axis: string;
  readonly curves: readonly {
    readonly run: string;
    readonly xs: readonly number[];
    readonly values: readonly number[];
  }[];
}

/**
 * Curves over steps, or over the time since each run began.
 *
 * @param startedAt When each run began, milliseconds since 1970, by its id. Default: at its first point.
 */
export function placeCurves(
  curves: readonly SampledCurve[],
  axis: CurveAxis,
  startedAt: Readonly<Record<string, number>>,
): PlacedCurves {
  const read = ({ values }: SampledCurve) => values.map(Number);
  if (axis === 'step')
    return {
      axis: 'step',
      curves: curves.map((curve) => ({ run: curve.run, xs: curve.steps, values: read(curve) })),
    };
  const timed = curves.map((curve) => {
    const order = curve.atMs.map((_, i) => i).sort((a, b) => at(curve, a) - at(curve, b));
    const first = Math.min(startedAt[curve.run] ?? Number.POSITIVE_INFINITY, at(curve, order[0]));
    const values = read(curve);
    return {
      run: curve.run,
      xs: order.map((i) => at(curve, i) - first),
      values: order.map((i) => values[i] ?? Number.NaN),
    };
  });
  const { label, ms } = timeUnitOf(Math.max(0, ...timed.map(({ xs }) => xs.at(-1) ?? 0)));
  return {
    axis: `${label} since the run began`,
    curves: timed.map((curve) => ({ ...curve, xs: curve.xs.map((x) => x / ms) })),
  };
}

function at({ atMs }: SampledCurve, i: number | undefined): number {
  return (i === undefined ? undefined : atMs[i]) ?? 0;
}
