import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { api, useAnswer } from '../../api/index.ts';
import { formatScoreInterval } from '../../charts/index.ts';
import { AnswerView, CommandPanel, metricTitle, WithCode } from '../../components/index.ts';
import { ForecastPanel } from '../models/forecast-panel.tsx';
import { PredictionForm } from '../models/prediction-form.tsx';
import { toForm } from '../models/to-form.ts';

type Guide = OutputOf<Operations['endpoints']['guide']>;

/** How to use the endpoint: a form to try it, the request as code, and when not to. */
export function UseSection({ name }: { readonly name: string }) {
  const answer = useAnswer(() => api.endpoints.guide({ name, url: location.origin }), name);
  return (
    <section aria-label="Try it">
      <h2>Try it</h2>
      <AnswerView answer={answer}>
        {(guide) => (
          <>
            <Question guide={guide} />
            <Trust guide={guide} />
            <OtherWays guide={guide} />
          </>
        )}
      </AnswerView>
    </section>
  );
}

/** A form where rows are answered; the next steps of a forecast; code where it takes tensors. */
function Question({ guide }: { readonly guide: Guide }) {
  const { endpoint, signature, samples, sampleRow, model } = guide;
  if (sampleRow !== null) return <PredictionForm model={endpoint} signature={signature} />;
  const isForecast = model.task === 'forecast';
  return (
    <>
      {isForecast ? (
        <ForecastPanel model={endpoint} target={signature.output.name} />
      ) : (
        <p class="card soft">
          It takes tensors, not rows, so there is no form: the code below sends zeros of the right
          shape.
        </p>
      )}
      <CommandPanel title="As code" forms={samples.map(toForm)} />
    </>
  );
}

/** How good it is, and when not to use it, from its model card. */
function Trust({ guide: { model, whenNotToUse } }: { readonly guide: Guide }) {
  const { primaryMetric, metrics, version, title } = model;
  const estimate = metrics[primaryMetric.name];
  return (
    <div class="grid">
      <section>
        <h2>When not to use it</h2>
        {whenNotToUse.length === 0 ? (
          <p class="soft">It came without a model card.</p>
        ) : (
          <ul class="card">
            {whenNotToUse.map((sentence) => (
              <li key={sentence}>
                <WithCode text={sentence} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>How good it is</h2>
        <div class="card">
          <p class="kicker">
            {metricTitle(primaryMetric.name)}, {primaryMetric.better} is better
          </p>
          <p class="figure">
            {estimate === undefined ? 'not measured' : formatScoreInterval(estimate)}
          </p>
          <p class="soft">
            Version {version}: {title}.
          </p>
        </div>
      </section>
    </div>
  );
}

function OtherWays({ guide: { protocols } }: { readonly guide: Guide }) {
  if (protocols.length === 0) return null;
  return (
    <details class="card apart">
      <summary>For clients of other servers</summary>
      <ul class="plain">
        {protocols.map(({ name, method, url }) => (
          <li key={url + name}>
            {name}:{' '}
            <code>
              {method} {url}
            </code>
          </li>
        ))}
      </ul>
    </details>
  );
}
