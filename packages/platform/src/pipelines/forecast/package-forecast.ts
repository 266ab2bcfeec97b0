import { type FittedForecast, packForecast } from '@kaizenml/ml/forecast';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { sha256 } from '../../kit/index.ts';
import { renderTableCard } from '../../reports/index.ts';
import { version } from '../../version.ts';
import { step } from '../step.ts';
import type { Origin } from '../steps/package.ts';
import type { PackageRowsParams, StoredArtifact } from '../whole-table/package-rows-model.ts';
import type { ForecastsMade } from './choose-forecasts.ts';

/** Writes the forecast artifact: `manifest.json`, `weights.bin` and `card.md`. */
export const packageForecast = (artifacts: ArtifactStore, origin: Origin) =>
  step<{ made: ForecastsMade }, PackageRowsParams, StoredArtifact>({
    name: 'package',
    title: 'Packing the forecast',
    url: import.meta.url,
    async run({ made }, { primaryMetric, findings, ...lineage }) {
      const { manifest, weights } = packForecast(
        made.fitted,
        {
          createdAt: origin.createdAt,
          metrics: made.metrics,
          primaryMetric,
          findings,
          lineage: { runId: origin.runId, ...lineage },
          environment: { kaizenml: version, runtime: `node ${process.versions.node}` },
        },
        sha256,
      );
      const { hash, sizeBytes } = await artifacts.putFolder({
        'manifest.json': `${JSON.stringify(manifest)}\n`,
        'weights.bin': weights,
        'card.md': cardOf(made, made.fitted),
      });
      return { artifact: hash, sizeBytes };
    },
    references: ({ artifact }) => [artifact],
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
