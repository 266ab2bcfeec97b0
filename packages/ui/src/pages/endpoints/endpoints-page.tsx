import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { api, useLive } from '../../api/index.ts';
import { formatNumber, formatShare, sparkLine } from '../../charts/index.ts';
import {
  CommandPanel,
  EmptyNote,
  FailureNote,
  LiveView,
  Page,
  ScrollTable,
  When,
} from '../../components/index.ts';
import { formatMs } from './traffic/traffic-shown.ts';

type Endpoint = OutputOf<Operations['endpoints']['list']>['items'][number];

const ASK_EVERY_MS = 5000;
const SPARK = { width: 120, height: 26 } as const;

/** Where models answer: version, traffic, failures and what takes over, at a glance. */
export function EndpointsPage() {
  const live = useLive(() => api.endpoints.list({ limit: 200 }), {
    key: '',
    everyMs: ASK_EVERY_MS,
  });
  return (
    <Page title="Endpoints">
      <LiveView live={live}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyNote title="Nothing answers yet" command="kaizen run data.csv --target COLUMN">
              Every registered model has an endpoint of its name. Its champion answers; every answer
              is logged, and the log is compared with the training data to see drift.
            </EmptyNote>
          ) : (
            <>
              {live.failure && <FailureNote failure={live.failure} />}
              <ScrollTable
                label="Endpoints"
                stacks
                head={[
                  'Endpoint',
                  '#Version',
                  'Takes over',
                  'Last ten minutes',
                  '#No answer',
                  '#p95',
                  '#Rows in all',
                  'Last',
                  'Watch',
                ]}
              >
                {items.map((endpoint) => (
                  <EndpointRow key={endpoint.name} endpoint={endpoint} />
                ))}
              </ScrollTable>
            </>
          )
        }
      </LiveView>
      <CommandPanel
        forms={[
          { name: 'Shell', code: 'kaizen endpoints list' },
          { name: 'TypeScript', code: 'const { items } = await kaizen.endpoints.list({});' },
        ]}
      />
    </Page>
  );
}

function EndpointRow({ endpoint }: { readonly endpoint: Endpoint }) {
  const { name, version, nPredictions, lastPredictionAt, rollout, recent } = endpoint;
  const { nRequests, nFailed, p95Ms } = recent;
  return (
    <tr>
      <td>
        <a href={`/endpoints/${encodeURIComponent(name)}`}>{name}</a>
      </td>
      <td class="n" data-name="Version">
        {version}
      </td>
      <td>
        {rollout !== null && (
          <span class="badge" title={rollout.reason}>
            → {rollout.to} at {formatShare(rollout.share)}
          </span>
        )}
      </td>
      <td class="wide">
        <Recent recent={recent} />
      </td>
      <td class={nFailed > 0 ? 'n bad' : 'n'} data-name="No answer">
        {nRequests === 0 ? '–' : formatShare(nFailed / nRequests)}
      </td>
      <td class="n" data-name="p95">
        {formatMs(p95Ms)}
      </td>
      <td class="n" data-name="Rows in all">
        {formatNumber(nPredictions)}
      </td>
      <td class="one-line" data-name="Last">
        <When at={lastPredictionAt} />
      </td>
      <td class="one-line">
        <a href={`/monitors/${encodeURIComponent(name)}`}>Monitor</a>
      </td>
    </tr>
  );
}

function Recent({ recent: { nRequests, perSecond } }: { readonly recent: Endpoint['recent'] }) {
  const words = nRequests === 0 ? 'no requests' : `${formatNumber(nRequests)} requests`;
  const markup = sparkLine({ title: `${words} in ten minutes`, values: perSecond }, SPARK);
  return (
    <div class="recent">
      <span dangerouslySetInnerHTML={{ __html: markup }} />
      <span class="small soft">{words}</span>
    </div>
  );
}
