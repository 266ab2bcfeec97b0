import { api, useLive } from '../../api/index.ts';
import { countOf } from '../../charts/index.ts';
import {
  Choices,
  CommandPanel,
  FailureNote,
  LiveView,
  Page,
  Pager,
} from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { type Alert, AlertCard } from './alert-card.tsx';
import { type AlertsQuery, alertsAddress } from './alerts-address.ts';
import { Routes } from './routes.tsx';
import { Silences } from './silences.tsx';
import { useRetrainings } from './use-retrainings.ts';

const ASK_EVERY_MS = 5000;
const SHOWN = [
  ['waiting', 'Open'],
  ['resolved', 'Resolved'],
] as const;

/** What needs a person now, and what did; newest first. */
export function AlertsPage({ query }: { readonly query: AlertsQuery }) {
  const { status, after } = query;
  const live = useLive(() => api.alerts.list({ limit: 20, after, status }), {
    key: `${status ?? ''} ${after ?? ''}`,
    everyMs: ASK_EVERY_MS,
  });
  const retrainingOf = useRetrainings();
  return (
    <Page title="Alerts">
      <Choices
        legend="State"
        options={SHOWN}
        chosen={status ?? 'waiting'}
        onChoose={(chosen) => goTo(alertsAddress(chosen === 'waiting' ? {} : { status: chosen }))}
      />
      <LiveView live={live}>
        {({ items, next }) => (
          <>
            {live.failure && <FailureNote failure={live.failure} />}
            {items.length === 0 ? (
              <Nothing status={status} />
            ) : (
              <>
                <p role="status">
                  {status === undefined ? sayOpen(items, next) : 'Their causes are gone.'}
                </p>
                <ul class="findings">
                  {items.map((alert) => (
                    <AlertCard
                      key={alert.id}
                      alert={alert}
                      retraining={retrainingOf(alert)}
                      onChange={(changed) =>
                        live.show({
                          items: items.map((each) => (each.id === changed.id ? changed : each)),
                          ...(next !== undefined && { next }),
                        })
                      }
                    />
                  ))}
                </ul>
              </>
            )}
            <Pager path={alertsAddress({ status })} next={next} />
          </>
        )}
      </LiveView>
      <Routes />
      <Silences />
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code:
              status === undefined ? 'kaizen alerts list' : `kaizen alerts list --status ${status}`,
          },
          {
            name: 'TypeScript',
            code: `const { items } = await kaizen.alerts.list({${status === undefined ? '' : ` status: '${status}' `}});`,
          },
        ]}
      />
    </Page>
  );
}

function Nothing({ status }: Pick<AlertsQuery, 'status'>) {
  return status === undefined ? (
    <div class="note good">
      <strong>Nothing needs you now.</strong>
      <p>
        An alert opens when a <a href="/monitors">monitor</a> raises an alarm, or a{' '}
        <a href="/jobs">job</a> fails. It counts up while its cause goes on, and ends by itself.
      </p>
    </div>
  ) : (
    <p class="note">No alert has been resolved yet.</p>
  );
}

function sayOpen(items: readonly Alert[], next: string | undefined): string {
  const open = items.filter(({ status }) => status === 'open').length;
  const taken = items.length - open;
  const many = next === undefined ? '' : ' on this page';
  if (open === 0) return `Somebody looks after ${taken === 1 ? 'it' : `all ${taken}`}${many}.`;
  return `${countOf(open, 'alert waits', 'alerts wait')} for somebody${many}${taken === 0 ? '' : `; ${taken} ${taken === 1 ? 'is' : 'are'} looked after`}.`;
}
