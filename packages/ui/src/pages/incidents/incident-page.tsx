import { api, useLive } from '../../api/index.ts';
import {
  CommandPanel,
  FailureNote,
  LiveView,
  Page,
  StatusTag,
  When,
} from '../../components/index.ts';
import { AlertCard } from '../alerts/alert-card.tsx';
import { SubjectLink } from '../alerts/subject-link.tsx';
import { useRetrainings } from '../alerts/use-retrainings.ts';
import { IncidentTimeline } from './incident-timeline.tsx';
import { NoteForm } from './note-form.tsx';

const ASK_EVERY_MS = 5000;

export type ShownIncident = Awaited<ReturnType<typeof api.incidents.show>>;

/** One incident: what is the matter, its alerts, and what was found and done, in order. */
export function IncidentPage({ id }: { readonly id: string }) {
  const live = useLive(() => api.incidents.show({ id }), { key: id, everyMs: ASK_EVERY_MS });
  const retrainingOf = useRetrainings();
  return (
    <Page title="Incident" kicker={<a href="/alerts">Alerts</a>}>
      <LiveView live={live}>
        {(incident) => (
          <>
            {live.failure && <FailureNote failure={live.failure} />}
            <Facts incident={incident} />
            <h2>What was found and done</h2>
            <IncidentTimeline events={incident.events} />
            <NoteForm id={incident.id} onChange={live.show} />
            <h2>Alerts</h2>
            <ul class="findings">
              {incident.alerts.map((alert) => (
                <AlertCard
                  key={alert.id}
                  alert={alert}
                  retraining={retrainingOf(alert)}
                  isInIncident
                  onChange={(changed) =>
                    live.show({
                      ...incident,
                      alerts: incident.alerts.map((each) =>
                        each.id === changed.id ? changed : each,
                      ),
                    })
                  }
                />
              ))}
            </ul>
          </>
        )}
      </LiveView>
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code: `kaizen incidents show ${id}\nkaizen incidents note ${id} "What was found or done."`,
          },
          {
            name: 'TypeScript',
            code: `const incident = await kaizen.incidents.show({ id: '${id}' });`,
          },
        ]}
      />
    </Page>
  );
}

function Facts({ incident }: { readonly incident: ShownIncident }) {
  const { status, title, subject, severity, openedAt, closedAt } = incident;
  const note = status === 'closed' ? 'good' : severity === 'error' ? 'failed' : 'warned';
  return (
    <div class={`note ${note}`} role="status">
      <StatusTag status={status} />
      <p>
        <strong>{title}</strong>
      </p>
      <p class="soft small whole">
        <SubjectLink subject={subject} />, opened <When at={openedAt} />
        {closedAt !== null && (
          <>
            , over since <When at={closedAt} />
          </>
        )}
      </p>
    </div>
  );
}
