import { api, useLive } from '../../api/index.ts';
import {
  CommandPanel,
  EmptyNote,
  FailureNote,
  LiveView,
  Page,
  Pager,
} from '../../components/index.ts';
import { monitorAddress } from '../monitors/monitor-address.ts';
import { retrainingsAddress } from './retraining-address.ts';
import { RetrainingTable } from './retraining-table.tsx';

const ASK_EVERY_MS = 5000;

/** Retrainings of all endpoints, or of one, newest first. */
export function RetrainingsPage({
  endpoint,
  after,
}: {
  readonly endpoint: string | undefined;
  readonly after: string | undefined;
}) {
  const live = useLive(() => api.retrainings.list({ endpoint, after, limit: 20 }), {
    key: '',
    everyMs: ASK_EVERY_MS,
  });
  const path = endpoint === undefined ? '/monitors' : monitorAddress(endpoint);
  return (
    <Page
      title={endpoint === undefined ? 'Retrainings' : `Retrainings of ${endpoint}`}
      kicker={<a href={path}>{endpoint === undefined ? 'Monitors' : `Monitor of ${endpoint}`}</a>}
    >
      <LiveView live={live}>
        {({ items, next }) => (
          <>
            {live.failure && <FailureNote failure={live.failure} />}
            {items.length === 0 ? (
              <EmptyNote
                title="No retrainings yet"
                command={`kaizen retrainings start ${endpoint ?? 'ENDPOINT'}`}
              >
                A retraining trains the model of an endpoint anew, and lets it take over if it is
                better on the newest rows. A person begins it, or the settings of the endpoint do.
              </EmptyNote>
            ) : (
              <RetrainingTable items={items} />
            )}
            <Pager path={retrainingsAddress(endpoint)} next={next} />
          </>
        )}
      </LiveView>
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code: [
              'kaizen retrainings list',
              ...(endpoint === undefined ? [] : [`--endpoint ${endpoint}`]),
            ].join(' '),
          },
          {
            name: 'TypeScript',
            code: `const { items } = await kaizen.retrainings.list({${endpoint === undefined ? '' : ` endpoint: '${endpoint}' `}});`,
          },
        ]}
      />
    </Page>
  );
}
