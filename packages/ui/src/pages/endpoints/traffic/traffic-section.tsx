import { useState } from 'preact/hooks';
import { api, useLive } from '../../../api/index.ts';
import { formatNumber, formatShare } from '../../../charts/index.ts';
import { Choices, FailureNote, When } from '../../../components/index.ts';
import { LatencyChart } from './latency-chart.tsx';
import { RateChart } from './rate-chart.tsx';
import {
  formatMs,
  QUANTILES,
  sayVersion,
  type Traffic,
  type TrafficWindow,
  type VersionTraffic,
} from './traffic-shown.ts';

const WINDOWS = [
  ['minutes', '10 minutes'],
  ['day', '24 hours'],
] as const satisfies readonly (readonly [TrafficWindow, string])[];

const ASK_EVERY_MS = { minutes: 2500, day: 30_000 } as const;

/** What the endpoint does now: requests, those without an answer, and latency, by version. */
export function TrafficSection({
  name,
  expected,
}: {
  readonly name: string;
  /** Versions that answer now: each has its line before anything is known of it. */
  readonly expected: readonly Pick<VersionTraffic, 'version' | 'route'>[];
}) {
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
      <Totals traffic={traffic} expected={expected} />
      <div class="grid even">
        <div class="card tall">{traffic && <RateChart traffic={traffic} />}</div>
        <div class="card tall">{traffic && <LatencyChart traffic={traffic} />}</div>
      </div>
      <p class="small soft">
        Counted by this server
        {traffic && (
          <>
            , which began <When at={traffic.countedSince} />
          </>
        )}
        . Latency is the time that the model took, exact to 3 %.
      </p>
    </section>
  );
}

/** A line per version that answers or did, so that nothing moves when the figures come. */
function Totals({
  traffic,
  expected,
}: {
  readonly traffic: Traffic | undefined;
  readonly expected: readonly Pick<VersionTraffic, 'version' | 'route'>[];
}) {
  const counted = traffic?.versions ?? [];
  const others = expected.filter(({ version }) =>
    counted.every((each) => each.version !== version),
  );
  const lines = [...counted, ...others].sort((a, b) => a.version - b.version);
  return (
    <ul class="totals">
      {lines.map((line) => (
        <TotalLine
          key={line.version}
          words={sayVersion(line)}
          version={counted.find(({ version }) => version === line.version)}
        />
      ))}
    </ul>
  );
}

function TotalLine({
  words,
  version,
}: {
  readonly words: string;
  /** Undefined while nobody has asked it. */
  readonly version: VersionTraffic | undefined;
}) {
  return (
    <li class="card total">
      <strong>{words}</strong>
      <dl>
        <div>
          <dt>Requests</dt>
          <dd>{version === undefined ? '–' : formatNumber(version.nRequests)}</dd>
        </div>
        <div class={version !== undefined && version.nFailed > 0 ? 'bad' : undefined}>
          <dt>No answer</dt>
          <dd>{version === undefined ? '–' : formatShare(version.nFailed / version.nRequests)}</dd>
        </div>
        {QUANTILES.map(([key, name]) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>{formatMs(version?.[key])}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
