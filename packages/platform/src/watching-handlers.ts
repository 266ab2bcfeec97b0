import {
  acknowledgeAlert,
  endSilence,
  fatigueOfAlerts,
  listAlertRoutes,
  listAlerts,
  listNotices,
  listSilences,
  removeAlertRoute,
  setAlertRoute,
  showAlert,
  silenceAlerts,
  tryAlertRoute,
} from './alerts/index.ts';
import type { App } from './app.ts';
import { explainEndpoint } from './causes/index.ts';
import type { Handlers } from './handlers.ts';
import { reportImprovements } from './improve/index.ts';
import { listIncidents, noteIncident, showIncident } from './incidents/index.ts';
import { createIds } from './kit/index.ts';
import {
  checkMonitor,
  falseAlarmsBySubject,
  historyOfMonitor,
  listMonitors,
  lookAtEndpoint,
  performanceOfMonitor,
  showColumn,
  showDrift,
  showMonitor,
  unwatchMonitor,
  watchMonitor,
} from './monitors/index.ts';
import { openSeals } from './webhooks/index.ts';

/** What watches endpoints, and what is told of them. */
export function watchingHandlers(
  parts: Omit<App, 'handlers' | 'close'>,
): Pick<Handlers, 'monitors' | 'alerts' | 'incidents' | 'improve'> {
  const { guarded, answerers, artifacts, clock, monitors } = parts;
  const { store, predictionLog } = guarded;
  const { endpoints, alerts, incidents, notices } = store;
  const watched = {
    ...{ monitors: store.monitors, performance: store.performance },
    ...{ endpoints, store: store.models },
  };
  const monitoredFiles = () => import('./monitors/file/index.ts');
  return {
    monitors: {
      list: listMonitors(watched),
      show: showMonitor(watched),
      history: historyOfMonitor(watched),
      drift: showDrift(watched),
      column: showColumn(watched, monitors),
      performance: performanceOfMonitor({ ...watched, answerers, artifacts }),
      causes: explainEndpoint({ store, answerers, monitors }),
      look: lookAtEndpoint(monitors, watched),
      watch: watchMonitor({ ...watched, datasets: store.datasets, alerts }, monitors),
      unwatch: unwatchMonitor({ ...watched, alerts }),
      check: checkMonitor({ ...watched, answerers, artifacts, predictionLog, clock }),
      compare: async (input, machine) =>
        (await monitoredFiles()).compareFile(parts)(input, machine),
      reference: async (input, machine) =>
        (await monitoredFiles()).referenceFile(parts)(input, machine),
    },
    alerts: {
      list: listAlerts(alerts),
      show: showAlert(alerts),
      acknowledge: acknowledgeAlert(alerts),
      route: setAlertRoute(notices, openSeals(parts.home)),
      routes: listAlertRoutes(notices),
      unroute: removeAlertRoute(notices),
      'try-route': tryAlertRoute(notices, clock),
      notices: listNotices(notices),
      silence: silenceAlerts(notices, clock),
      silences: listSilences(notices, clock),
      unsilence: endSilence(notices, clock),
      fatigue: fatigueOfAlerts({ notices, clock, expected: falseAlarmsBySubject(watched) }),
    },
    improve: {
      report: reportImprovements({ store, answerers, artifacts, predictionLog, clock }),
    },
    incidents: {
      list: listIncidents(incidents),
      show: showIncident({ incidents, alerts }),
      note: noteIncident({ incidents, alerts, nextId: createIds({ clock }) }),
    },
  };
}
