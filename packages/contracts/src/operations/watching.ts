import {
  alertsFatigue,
  alertsNotices,
  alertsRoute,
  alertsRoutes,
  alertsTryRoute,
  alertsUnroute,
} from './alert-routes.ts';
import { alertsSilence, alertsSilences, alertsUnsilence } from './alert-silences.ts';
import { alertsAcknowledge, alertsList, alertsShow } from './alerts.ts';
import { monitorsUnwatch, monitorsWatch } from './dataset-monitors.ts';
import { improveReport } from './improve.ts';
import { incidentsList, incidentsNote, incidentsShow } from './incidents.ts';
import { monitorsColumn, monitorsDrift } from './monitor-columns.ts';
import { monitorsPerformance } from './monitor-performance.ts';
import {
  monitorsCauses,
  monitorsHistory,
  monitorsList,
  monitorsLook,
  monitorsShow,
} from './monitor-verdicts.ts';
import { monitorsCompare, monitorsReference } from './monitored-files.ts';
import { monitorsCheck } from './monitors.ts';
import {
  retrainingsList,
  retrainingsShow,
  retrainingsStandDown,
  retrainingsStandIn,
  retrainingsStart,
  retrainingsStop,
} from './retrainings.ts';

/** Operations of what watches endpoints and datasets, tells of them and mends them. */
export const WATCHING = {
  monitors: {
    list: monitorsList,
    show: monitorsShow,
    history: monitorsHistory,
    drift: monitorsDrift,
    column: monitorsColumn,
    causes: monitorsCauses,
    performance: monitorsPerformance,
    look: monitorsLook,
    watch: monitorsWatch,
    unwatch: monitorsUnwatch,
    check: monitorsCheck,
    compare: monitorsCompare,
    reference: monitorsReference,
  },
  alerts: {
    list: alertsList,
    show: alertsShow,
    acknowledge: alertsAcknowledge,
    route: alertsRoute,
    routes: alertsRoutes,
    unroute: alertsUnroute,
    'try-route': alertsTryRoute,
    notices: alertsNotices,
    silence: alertsSilence,
    silences: alertsSilences,
    unsilence: alertsUnsilence,
    fatigue: alertsFatigue,
  },
  incidents: { list: incidentsList, show: incidentsShow, note: incidentsNote },
  improve: { report: improveReport },
  retrainings: {
    start: retrainingsStart,
    list: retrainingsList,
    show: retrainingsShow,
    stop: retrainingsStop,
    'stand-in': retrainingsStandIn,
    'stand-down': retrainingsStandDown,
  },
} as const;
