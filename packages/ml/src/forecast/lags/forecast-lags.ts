import { zeros } from '../../math/index.ts';
import { boostedTrees } from '../../models/index.ts';
import { gridOf } from '../series/frequency.ts';
import { inferFrequency } from '../series/infer-frequency.ts';
import type { Series } from '../series/series.ts';
import type { LagsState } from './fit-lags.ts';
import { lagView, meanChange } from './lag-view.ts';
import { writeLagRow } from './write-lag-row.ts';

/**
 * The values of the steps after the last point of each series. A series that never changed stays where it is.
 *
 * Steps beyond the horizon of the model go on from its own answers, horizon by horizon.
 */
export function forecastLags(
  model: Pick<LagsState, 'layout' | 'horizon' | 'trees'>,
  list: readonly Series[],
  horizon: number,
): readonly Float64Array[] {
  const first = forecastBlock(model, list, Math.min(horizon, model.horizon));
  if (horizon <= model.horizon) return first;
  const longer = list.map((series, i) => extended(series, first[i]));
  const rest = forecastLags(model, longer, horizon - model.horizon);
  return first.map((values, i) => Float64Array.of(...values, ...rest[i]));
}

function forecastBlock(
  { layout, trees }: Pick<LagsState, 'layout' | 'trees'>,
  list: readonly Series[],
  horizon: number,
): readonly Float64Array[] {
  const x = zeros(list.length * horizon, layout.nColumns);
  const scales = list.map((series, i) => {
    const view = lagView(series);
    const origin = series.values.length - 1;
    const scale = meanChange(view, origin);
    const ahead = layout.hasCalendar ? instantsAhead(series, horizon) : undefined;
    for (let h = 0; h < horizon && scale > 0; h++) {
      const step = { origin, step: h + 1, scale, instant: ahead?.[h] ?? 0 };
      const at = (i * horizon + h) * layout.nColumns;
      writeLagRow(view, step, { layout, out: x.values, at });
    }
    return scale;
  });
  const changes = boostedTrees.predict(trees, x);
  return list.map(({ values }, i) =>
    Float64Array.from({ length: horizon }, (_, h) => {
      const change = scales[i] > 0 ? scales[i] * changes[i * horizon + h] : 0;
      return values[values.length - 1] + change;
    }),
  );
}

/** A series that goes on with its forecast. */
function extended(series: Series, ahead: Float64Array): Series {
  const { values, period, instants } = series;
  return {
    values: Float64Array.of(...values, ...ahead),
    period,
    ...(instants && {
      instants: Float64Array.of(...instants, ...instantsAhead(series, ahead.length)),
    }),
  };
}

function instantsAhead({ instants = new Float64Array() }: Series, horizon: number): Float64Array {
  const frequency = inferFrequency(instants) ?? { kind: 'fixed', stepMs: 0 };
  const grid = gridOf(frequency, instants[0]);
  return Float64Array.from({ length: horizon }, (_, h) => grid.instantAt(instants.length + h));
}
