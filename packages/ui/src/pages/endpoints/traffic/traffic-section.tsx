import { useState } from 'preact/hooks';
import { api, useLive } from '../../../api/index.ts';
import { formatNumber, formatShare } from '../../../charts/index.ts';
import { Choices, FailureNote } from '../../../components/index.ts';
import { LatencyChart } from './latency-chart.tsx';
import { RateChart } from './rate-chart.tsx';
import { formatMs, sayVersion, type Traffic, type TrafficWindow } from './traffic-shown.ts';

const WINDOWS = [
  ['minutes', '10 minutes'],
  ['day', '24 hours'],
] as const satisfies readonly (readonly [TrafficWindow, string])[];

const ASK_EVERY_MS = { minutes: 2500, day: 30_000 } as const;

/** What the endpoint does now: requests, those without an answer, and latency, by version. */
export function TrafficSection({ name }: { readonly name: string }) {
  const [window, look] = useState<TrafficWindow>('minutes');
  const { value: traffic, failure } = useLive(() => api.endpoints.traffic({ name, window }), {
    key: `${name} ${window}`,
    everyMs: ASK_EVERY_MS[window],
  });
  return (
    <section aria-label="Traffic">
      <div class="row between heading">
        <h2>Traffic</h2>
        <Choices legend="Window" options={WINDOWS} chosen={window} onChoose={look} />
      </div>
      {failure && <FailureNote failure={failure} />}
      <Totals traffic={traffic} />
      <div class="grid even">
        <div class="card tall">{traffic && <RateChart traffic={traffic} />}</div>
        <div class="card tall">{traffic && <LatencyChart traffic={traffic} />}</div>
      </div>
      <p class="small soft">
        Counted by this server
        {traffic ? ` since ${new Date(traffic.countedSince).toLocaleString()}` : ''}. Latency is the
        time that the model took, exact to 3 %.
      </p>
    </section>
  );
}

/** The same place before and after the first answer, so that nothing moves. */
function Totals({ traffic }: { readonly traffic: Traffic | undefined }) {
  const versions = traffic?.versions ?? [];
  const shown = versions.length === 0 ? [undefined] : versions;
  return (
    <ul class="totals">
      {shown.map((version) => (
        <li key={version?.version ?? 0} class="card total">
          <strong>{version === undefined ? 'No requests' : sayVersion(version)}</strong>
          <dl>
            <div>
              <dt>Requests</dt>
              <dd>{version === undefined ? '–' : formatNumber(version.nRequests)}</dd>
            </div>
            <div class={version !== undefined && version.nFailed > 0 ? 'bad' : undefined}>
              <dt>No answer</dt>
              <dd>
                {version === undefined ? '–' : formatShare(version.nFailed / version.nRequests)}
              </dd>
            </div>
            <div>
              <dt>p50</dt>
              <dd>{formatMs(version?.p50Ms)}</dd>
            </div>
            <div>
              <dt>p95</dt>
              <dd>{formatMs(version?.p95Ms)}</dd>
            </div>
            <div>
              <dt>p99</dt>
              <dd>{formatMs(version?.p99Ms)}</dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  );
}
