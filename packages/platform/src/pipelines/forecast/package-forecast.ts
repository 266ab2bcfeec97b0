import { type FittedForecast, packForecast } from '@kaizenml/ml/forecast';
import { sha256 } from '../../kit/index.ts';
import { renderTableCard } from '../../reports/index.ts';
import { packageStep } from '../whole-table/package-step.ts';
import type { ForecastsMade } from './choose-forecasts.ts';

/** Writes the forecast artifact: `manifest.json`, `weights.bin` and `card.md`. */
export const packageForecast = packageStep<{ made: ForecastsMade }>({
  title: 'Packing the forecast',
  url: import.meta.url,
  metricsOf: ({ made }) => made.metrics,
  filesOf({ made }, about) {
    const { manifest, weights } = packForecast(made.fitted, about, sha256);
    return {
      'manifest.json': `${JSON.stringify(manifest)}\n`,
      'weights.bin': weights,
      'card.md': cardOf(made, made.fitted),
    };
  },
});

function cardOf({ metrics, series }: ForecastsMade, { shape }: FittedForecast): string {
  const { target, horizon, time, series: by } = shape;
  return renderTableCard({
    title: `Forecast of ${target}`,
    answers: `The next ${horizon} steps of ${series.length === 1 ? 'one series' : `${series.length} series`}, or as many as are asked for, with intervals`,
    lines: series
      .slice(0, 10)
      .map(({ name, reason }) => (name === '' ? reason : `**${name}**: ${reason}`)),
    metrics,
    columns: [...(time === null ? [] : [time.column]), ...(by === null ? [] : [by]), target],
    notFor:
      'A forecast goes on with what a series did before: it knows of no promotion, no strike and no new competitor. Intervals hold where the future is like the past.',
  });
}
