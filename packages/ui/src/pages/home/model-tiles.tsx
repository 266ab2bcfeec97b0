import { formatNumber, formatScore } from '../../charts/index.ts';
import { keyMetric, metricTitle, When } from '../../components/index.ts';
import type { Home } from './load-home.ts';

/** The models that answer now, each with its key metric and how much it has been asked. */
export function ModelTiles({ home }: { readonly home: Home }) {
  return (
    <section>
      <h2>Models that answer now</h2>
      <div class="tiles">
        {home.models.map((model) => {
          const { output } = model.signature;
          const key = keyMetric(output.task, model.metrics);
          const endpoint = home.endpoints.find(({ name }) => name === model.name);
          return (
            <a
              class="card tile"
              key={model.name}
              href={`/models/${encodeURIComponent(model.name)}`}
            >
              <h3>{model.name}</h3>
              {key && (
                <>
                  <div class="figure">{formatScore(key.estimate.value)}</div>
                  <div class="soft small">
                    {metricTitle(key.name)} for {output.name}
                    {key.estimate.low !== null &&
                      key.estimate.high !== null &&
                      `, 95\u{a0}% interval ${formatScore(key.estimate.low)}–${formatScore(key.estimate.high)}`}
                  </div>
                </>
              )}
              <p class="small">
                {endpoint
                  ? `${formatNumber(endpoint.nPredictions)} ${endpoint.nPredictions === 1 ? 'row' : 'rows'} answered`
                  : 'No endpoint'}
                {endpoint?.lastPredictionAt && (
                  <>
                    , last <When at={endpoint.lastPredictionAt} />
                  </>
                )}
              </p>
            </a>
          );
        })}
      </div>
      <p>
        {home.moreModels && <span class="soft">{home.moreModels} </span>}
        <a href="/models">All models →</a>
      </p>
    </section>
  );
}
