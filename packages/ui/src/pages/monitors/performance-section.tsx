import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { api, useAnswer } from '../../api/index.ts';
import {
  countOf,
  formatClose,
  formatNumber,
  formatShare,
  performanceChart,
} from '../../charts/index.ts';
import { Chart, FailureNote, metricTitle, ScrollTable } from '../../components/index.ts';
import { errorsAddress } from '../errors/errors-address.ts';
import { useKept } from '../schemas/use-kept.ts';

type Performance = OutputOf<Operations['monitors']['performance']>;
type Estimate = NonNullable<Performance['training']>;

/** How good the answers are: by labels where they have come, estimated where not, and which parts of the rows do worse. */
export function PerformanceSection({
  endpoint,
  at,
}: {
  readonly endpoint: string;
  readonly at: string;
}) {
  const answer = useKept(
    useAnswer(() => api.monitors.performance({ endpoint }), `${endpoint} ${at}`),
  );
  return (
    <section aria-label="Performance" class="monitor-performance">
      <h2>How good the answers are</h2>
      {answer.state === 'failed' && <FailureNote failure={answer.failure} />}
      {answer.state === 'here' && <Shown performance={answer.value} />}
    </section>
  );
}

function Shown({ performance }: { readonly performance: Performance }) {
  const { endpoint, metric, items, training, total } = performance;
  const isKnown = items.some(({ realised, estimated }) => realised ?? estimated);
  if (metric === null || !isKnown)
    return (
      <p class="note">
        Nobody knows yet. Labels tell, as soon as they come: send them with the id of each answer,
        by <code>kaizen predictions label {endpoint} labels.csv</code>. Of models with probabilities
        or a loss model it is estimated before.
      </p>
    );
  return (
    <>
      <p role="status">{sayPerformance(performance)}</p>
      <div class="card">
        <Chart
          maxWidth={1060}
          draw={(size) =>
            performanceChart(
              {
                title: `${metricTitle(metric)} over ${countOf(items.length, 'window')}`,
                caption: `${performance.better === 'lower' ? 'Lower' : 'Higher'} is better.${total === null ? '' : ` ${formatNumber(total.nLabelled)} of ${countOf(total.nRows, 'row')} of version ${total.version} have labels.`}`,
                metric: metricTitle(metric),
                points: items.map(({ end, realised, estimated }) => ({
                  ...{ at: Date.parse(end), realised, estimated },
                })),
                training: training?.value ?? null,
              },
              size,
            )
          }
        />
      </div>
      <Slices performance={performance} />
      <p>
        <a href={errorsAddress(endpoint)}>Look through wrong answers</a>
      </p>
      <Money performance={performance} />
    </>
  );
}

function Slices({ performance: { total, metric } }: { readonly performance: Performance }) {
  if (total === null || total.slices.length === 0) return null;
  return (
    <ScrollTable
      label="Parts of the rows"
      head={['Part of the rows', '#With labels', `#${metricTitle(metric ?? '')}`]}
    >
      {total.slices.map(({ name, nLabelled, realised }) => (
        <tr key={name}>
          <td>{name}</td>
          <td class="n">{formatNumber(nLabelled)}</td>
          <td class="n">{sayEstimate(realised)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

/** Costs and what requests brought, in the last window that knows. */
function Money({ performance: { items, currency } }: { readonly performance: Performance }) {
  const cost = items.findLast((window) => window.cost !== null)?.cost ?? null;
  const business = items.findLast((window) => window.business.length > 0)?.business ?? [];
  if (cost === null && business.length === 0) return null;
  return (
    <dl class="facts">
      {cost !== null && (
        <div>
          <dt>Cost of a row with a label</dt>
          <dd>
            {sayEstimate(cost)} {currency ?? ''}
          </dd>
        </div>
      )}
      {business.map(({ metric, perRequest, nRequests }) => (
        <div key={metric}>
          <dt>{metric} per request</dt>
          <dd>
            {sayEstimate(perRequest)} <span class="soft small">of {formatNumber(nRequests)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function sayPerformance({ metric, total, items, training }: Performance): string {
  const name = metricTitle(metric ?? '');
  const then = training === null ? '' : `, ${formatClose(training.value)} in training`;
  const realised = total?.realised ?? null;
  if (total !== null && realised !== null)
    return `${name} is ${sayEstimate(realised)} by ${countOf(total.nLabelled, 'label')} (${formatShare(total.nLabelled / Math.max(1, total.nRows))} of the rows)${then}.`;
  const estimated = items.findLast((window) => window.estimated !== null)?.estimated ?? null;
  return `No labels yet. ${name} is estimated at ${sayEstimate(estimated)}${then}.`;
}

function sayEstimate(estimate: Estimate | null): string {
  if (estimate === null) return '–';
  const { value, low, high } = estimate;
  return low === null || high === null
    ? formatClose(value)
    : `${formatClose(value)} (${formatClose(low)} to ${formatClose(high)})`;
}
